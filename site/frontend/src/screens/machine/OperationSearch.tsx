import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { gettext, interpolate } from "../../language/gettext";
import { slotName } from "../plant/names";
import type { PoolOperation, PoolSearch } from "./pool_search";
import { keepFocus, optionId, SearchResults } from "./SearchResults";
import { onSearchKey } from "./search_keys";
import { stateInWords } from "./search_words";
import type { Slot } from "./watched_machine";

interface Props {
  readonly search: PoolSearch;
  readonly slot: Slot;
  /** Null while the slot waits for another change. */
  readonly assign: ((operation: PoolOperation) => void) | null;
}

/** The pool, searched as somebody types: the first hit is highlighted, and Enter puts the highlighted one into the slot. */
export function OperationSearch({ search, slot, assign }: Props): JSX.Element {
  const id = `search-${slot.operationType}`;
  const isOpen = search.isOpen.value;
  useListInSight(search, id);
  function take(operation: PoolOperation): void {
    if (!assign) return;
    search.isOpen.value = false;
    assign(operation);
  }
  return (
    <div class="field search">
      <div class="field-head">
        <label for={id}>
          {interpolate(gettext("Find an operation for %(slot)s"), { slot: slotName(slot.operationType) })}
        </label>
        <p class="hint" id={`${id}-hint`}>
          {gettext("Name, report no. or Monitor's id")}
        </p>
      </div>
      <SearchField search={search} id={id} take={take} />
      <div
        id={`${id}-popup`}
        class={isOpen && search.state.value.kind !== "blank" ? "search-popup open" : "search-popup"}
      >
        {isOpen && <SearchResults search={search} slot={slot} id={id} take={take} />}
        {/* Always there: screen readers announce what changes in it. */}
        <p role="status" class="search-status">
          {isOpen && stateInWords(search.state.value)}
        </p>
        {isOpen && search.state.value.kind === "failed" && (
          <button type="button" class="quiet" tabIndex={-1} onMouseDown={keepFocus} onClick={() => search.again()}>
            {gettext("Search again")}
          </button>
        )}
      </div>
    </div>
  );
}

interface FieldProps {
  readonly search: PoolSearch;
  readonly id: string;
  readonly take: (operation: PoolOperation) => void;
}

/** The field of a combobox, as WAI-ARIA describes it: the focus stays here, and the list's active line is named. */
function SearchField({ search, id, take }: FieldProps): JSX.Element {
  const hasOptions = search.isOpen.value && search.operations.length > 0;
  const active = hasOptions ? search.activeOperation : undefined;
  return (
    <input
      id={id}
      type="text"
      role="combobox"
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      enterkeyhint="done"
      aria-autocomplete="list"
      aria-expanded={hasOptions}
      aria-controls={hasOptions ? `${id}-list` : undefined}
      aria-activedescendant={active && optionId(id, active)}
      aria-describedby={`${id}-hint`}
      value={search.text.value}
      onInput={(event) => {
        search.isOpen.value = true;
        search.type(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (onSearchKey(event, search, take)) event.preventDefault();
      }}
      onClick={() => {
        search.isOpen.value = true;
      }}
      onBlur={() => {
        search.isOpen.value = false;
      }}
    />
  );
}

/** Whoever searches sees the list, and in it the active line. */
function useListInSight(search: PoolSearch, id: string): void {
  useSignalEffect(() => {
    const { activeOperation } = search;
    if (!activeOperation || !search.isOpen.value) return;
    requestAnimationFrame(() => {
      for (const part of [`${id}-popup`, optionId(id, activeOperation)]) {
        document.getElementById(part)?.scrollIntoView({ block: "nearest" });
      }
    });
  });
}
