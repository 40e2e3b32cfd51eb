import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatAge, formatExactly } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";
import type { ChangeDesk } from "../changes/desk";
import { now } from "../parts/now";
import { SlotSummary } from "../parts/SlotSummary";
import { slotName } from "../plant/names";
import type { Machine } from "../plant/plant";
import { monitorLastHeardAt, overriddenSlots } from "./machine_list";
import type { Selection } from "./selection";

interface Props {
  readonly machine: ReadonlySignal<Machine>;
  readonly desk: ChangeDesk;
  readonly planningUrl: string;
  /** The machines chosen for one change of all; null for who may not change any. */
  readonly selection: Selection | null;
}

/** One machine: what runs, what comes, whose plan it is. */
export function MachineRow({ machine: { value: machine }, desk, planningUrl, selection }: Props): JSX.Element {
  const isOverridden = overriddenSlots(machine).length > 0;
  return (
    <tr class={isOverridden ? "machine machine-overridden" : "machine"}>
      {selection && (
        <td class="machine-choice">
          <input
            type="checkbox"
            aria-label={interpolate(gettext("Choose %(machine)s"), { machine: machine.name })}
            checked={selection.has(machine.pk)}
            onChange={() => selection.toggle(machine.pk)}
          />
        </td>
      )}
      <th scope="row">
        <a href={`${planningUrl}${machine.pk}/`}>{machine.name}</a>
        {!machine.isActive && <span class="not-in-use">{gettext("Not in use")}</span>}
      </th>
      {[machine.current, machine.next].map((slot) => (
        <td key={slot.id} data-label={slotName(slot.operationType)}>
          <SlotSummary slot={slot} pending={desk.pending.value.get(slot.id)} />
        </td>
      ))}
      <td class="heard" data-label={gettext("Monitor last heard of")}>
        <LastHeard machine={machine} />
      </td>
    </tr>
  );
}

function LastHeard({ machine }: { machine: Machine }): JSX.Element {
  const newest = monitorLastHeardAt(machine);
  if (!newest) return <span>{gettext("never")}</span>;
  return (
    <time dateTime={newest} title={formatExactly(newest)}>
      {formatAge(newest, now.value)}
    </time>
  );
}
