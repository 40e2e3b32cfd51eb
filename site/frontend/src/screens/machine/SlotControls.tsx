import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { gettext } from "../../language/gettext";
import type { Wish } from "../changes/change";
import type { ChangeDesk } from "../changes/desk";
import { nameOf } from "../plant/names";
import { NoteField } from "./NoteField";
import { OperationSearch } from "./OperationSearch";
import { type AskPool, type PoolOperation, PoolSearch } from "./pool_search";
import type { Slot } from "./watched_machine";

interface Props {
  readonly slot: Slot;
  readonly desk: ChangeDesk;
  readonly askPool: AskPool;
  readonly decide: (wish: Wish) => Promise<void>;
}

/** What a planner may do about a slot: assign an operation, mark it idle, give it back to Monitor's plan. */
export function SlotControls({ slot, desk, askPool, decide }: Props): JSX.Element {
  const note = useSignal("");
  const search = useMemo(() => new PoolSearch(askPool), [askPool]);
  const isPending = desk.pending.value.has(slot.id);
  async function decideWithNote(wish: Extract<Wish, { note: string }>): Promise<void> {
    await decide(wish);
    // The note of a decision that was refused is not to be typed again.
    if (desk.notice.value?.kind === "done" && note.value.trim() === wish.note) note.value = "";
  }
  function assign(operation: PoolOperation): void {
    const wish = { operationId: operation.id, name: nameOf(operation), note: note.value.trim() };
    search.clear();
    void decideWithNote({ kind: "assign", ...wish });
  }
  return (
    <div class="controls">
      <NoteField note={note} id={`note-${slot.operationType}`} />
      <OperationSearch search={search} slot={slot} assign={isPending ? null : assign} />
      <SlotButtons
        slot={slot}
        isPending={isPending}
        markIdle={() => decideWithNote({ kind: "idle", note: note.value.trim() })}
        clear={() => decide({ kind: "clear" })}
      />
    </div>
  );
}

interface ButtonsProps {
  readonly slot: Slot;
  readonly isPending: boolean;
  readonly markIdle: () => void;
  readonly clear: () => void;
}

/** The decisions that need no search, as far as they would change anything. */
function SlotButtons({ slot: { source }, isPending, markIdle, clear }: ButtonsProps): JSX.Element {
  // Not disabled, which would drop the focus of a keyboard.
  const press = (decide: () => void) => ({ "aria-disabled": isPending, onClick: () => isPending || decide() });
  return (
    <div class="actions">
      {source !== "IDLE" && (
        <button type="button" class="quiet" {...press(markIdle)}>
          {gettext("Mark idle")}
        </button>
      )}
      {(source === "IDLE" || source === "MANUAL") && (
        <button type="button" class="quiet" {...press(clear)}>
          {gettext("Back to Monitor's plan")}
        </button>
      )}
    </div>
  );
}
