import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { formatAge } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";
import type { ChangeDesk, Conflict } from "../changes/desk";
import { wishInWords } from "../changes/words";
import { slotName } from "../plant/names";
import { now } from "./now";
import { SlotSummary } from "./SlotSummary";

/** Somebody else was faster: who, what is there now, and both ways out. */
export function ConflictDialog({ desk }: { desk: ChangeDesk }): JSX.Element | null {
  const conflict = desk.conflict.value;
  return conflict && <OpenDialog key={conflict.change.before.id} desk={desk} conflict={conflict} />;
}

function OpenDialog({ desk, conflict: { change, theirs } }: { desk: ChangeDesk; conflict: Conflict }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    // A dialog that is closed before it is taken away gives the focus back to where it was.
    return () => opened?.close();
  }, []);
  const where = { machine: change.machineName, slot: slotName(change.before.operationType) };
  return (
    <dialog ref={dialog} class="conflict" aria-labelledby="conflict-title" onClose={() => desk.keepTheirs()}>
      <h2 id="conflict-title">{interpolate(gettext("%(machine)s, %(slot)s was changed meanwhile"), where)}</h2>
      <p>{whoInWords(theirs, now.value)}</p>
      <SlotSummary slot={theirs.slot} />
      <p>{interpolate(gettext("You wanted: %(wish)s. It was not saved."), { wish: wishInWords(change.wish) })}</p>
      <div class="actions">
        <button type="button" autofocus onClick={() => desk.keepTheirs()}>
          {gettext("Keep what is there now")}
        </button>
        <button type="button" class="quiet" onClick={() => desk.insist()}>
          {gettext("Set mine all the same")}
        </button>
      </div>
    </dialog>
  );
}

function whoInWords({ changedBy, changedAt }: Conflict["theirs"], at: number): string {
  const who = changedBy ?? gettext("Somebody");
  if (!changedAt) return interpolate(gettext("%(who)s changed it. Now it is:"), { who });
  return interpolate(gettext("%(who)s changed it %(age)s. Now it is:"), { who, age: formatAge(changedAt, at) });
}
