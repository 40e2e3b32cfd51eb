import type { JSX } from "preact";
import { gettext, interpolate, ngettext } from "../../language/gettext";
import type { Change } from "../changes/change";
import type { Machine } from "../plant/plant";
import { overriddenSlots } from "./machine_list";
import type { Selection } from "./selection";

interface Props {
  /** The machines that are listed now. */
  readonly machines: readonly Machine[];
  readonly selection: Selection;
  readonly clear: (changes: readonly Change[]) => Promise<void>;
}

/** What may be done with a selection of the listed machines. */
export function SelectionBar({ machines, selection, clear }: Props): JSX.Element {
  const chosen = machines.filter(({ pk }) => selection.has(pk));
  const changes = chosen.flatMap(changesOf);
  async function clearChosen(): Promise<void> {
    selection.set([]);
    await clear(changes);
  }
  return (
    <div class="selection-bar">
      <button type="button" class="quiet" onClick={() => selection.set(machines.map(({ pk }) => pk))}>
        {gettext("Choose all listed")}
      </button>
      <span role="status">{chosen.length > 0 && chosenInWords(chosen.length, changes.length)}</span>
      {chosen.length > 0 && (
        <>
          <button type="button" class="quiet" onClick={() => selection.set([])}>
            {gettext("Choose none")}
          </button>
          <button type="button" disabled={changes.length === 0} onClick={clearChosen}>
            {gettext("Back to Monitor's plan")}
          </button>
        </>
      )}
    </div>
  );
}

function changesOf(machine: Machine): Change[] {
  return overriddenSlots(machine).map((before) => ({
    machinePk: machine.pk,
    machineName: machine.name,
    before,
    wish: { kind: "clear" },
  }));
}

function chosenInWords(machines: number, slots: number): string {
  const decisions = ngettext("%(slots)s decision of a planner", "%(slots)s decisions of planners", slots);
  const text = ngettext("%(machines)s machine with", "%(machines)s machines with", machines);
  return `${interpolate(text, { machines })} ${interpolate(decisions, { slots })}`;
}
