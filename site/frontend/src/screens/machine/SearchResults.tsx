import type { JSX } from "preact";
import { gettext } from "../../language/gettext";
import { Icon } from "../parts/icons";
import { nameOf } from "../plant/names";
import type { PoolOperation, PoolPage, PoolSearch, SearchState } from "./pool_search";
import { alreadyInWords, factsInWords } from "./search_words";
import type { Slot } from "./watched_machine";

interface Props {
  readonly search: PoolSearch;
  readonly slot: Slot;
  /** The id of the search field, from which the ids of the list and its options are made. */
  readonly id: string;
  readonly take: (operation: PoolOperation) => void;
}

/** The id of an operation's line in the list of the search field `id`. */
export function optionId(id: string, operation: PoolOperation): string {
  return `${id}-option-${operation.id}`;
}

/** What is pressed by a pointer must not take the focus from the search field, which would close the list. */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

/** What a search found; what the words before found stays in sight, greyed, until the answer comes. */
export function SearchResults({ search, slot, id, take }: Props): JSX.Element | null {
  const state = search.state.value;
  const page = pageOf(state);
  if (!page || page.items.length === 0) return null;
  const isStale = state.kind === "searching";
  return (
    <div
      role="listbox"
      id={`${id}-list`}
      class={isStale ? "options stale" : "options"}
      aria-label={gettext("Operations found")}
      aria-busy={isStale}
      onMouseDown={keepFocus}
    >
      {page.items.map((operation) => (
        <Option
          key={operation.id}
          id={optionId(id, operation)}
          operation={operation}
          slotId={slot.id}
          isActive={operation === search.activeOperation}
          take={isStale ? null : take}
        />
      ))}
    </div>
  );
}

function pageOf(state: SearchState): PoolPage | null {
  if (state.kind === "found") return state.page;
  return state.kind === "searching" ? state.earlier : null;
}

interface OptionProps {
  readonly id: string;
  readonly operation: PoolOperation;
  readonly slotId: string;
  readonly isActive: boolean;
  /** Null for what the words before found. */
  readonly take: Props["take"] | null;
}

function Option({ id, operation, slotId, isActive, take }: OptionProps): JSX.Element {
  const already = alreadyInWords(operation, slotId);
  return (
    // The keys are the search field's, which has the focus.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant of the search field stands for the focus
    <div
      id={id}
      role="option"
      class="option"
      aria-selected={isActive}
      aria-disabled={take === null}
      onClick={() => take?.(operation)}
    >
      <span class="option-name">{nameOf(operation)}</span>
      {operation.reportNumber && <span class="report-number">{operation.reportNumber}</span>}
      <span class="option-facts">{factsInWords(operation)}</span>
      {already && (
        <span class="option-warning">
          <Icon name="warning" />
          {already}
        </span>
      )}
    </div>
  );
}
