import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { gettext, interpolate, ngettext } from "../../language/gettext";
import { clearSelection } from "../changes/clear_selection";
import type { ChangeDesk } from "../changes/desk";
import { ConflictDialog } from "../parts/ConflictDialog";
import { NoticeBar } from "../parts/NoticeBar";
import { StatusBar } from "../parts/StatusBar";
import type { FollowedPlant } from "../plant/follow_plant";
import { Filters } from "./Filters";
import { MachineRow } from "./MachineRow";
import { chosen, readChoice, writeChoice } from "./machine_list";
import { SelectionBar } from "./SelectionBar";
import { Selection } from "./selection";

interface Props {
  readonly followed: FollowedPlant;
  readonly desk: ChangeDesk;
  readonly planningUrl: string;
}

/** Every machine at a glance: what runs, what comes, and whose plan it is. */
export function PlanningScreen({ followed, desk, planningUrl }: Props): JSX.Element {
  const { api, feed, page, plant } = followed;
  const choice = useSignal(readChoice(location.search));
  useSignalEffect(() => history.replaceState(null, "", location.pathname + writeChoice(choice.value)));
  const listed = useComputed(() => chosen(plant.machines.value, (machine) => machine.value, choice.value));
  const selection = useMemo(() => new Selection(), []);
  const mayChange = plant.viewer.value?.canChangeAssignments ?? false;
  const machines = listed.value;
  return (
    <>
      <h1>{gettext("Planning")}</h1>
      <StatusBar connection={feed.connection} script={plant.script} loginUrl={page.loginUrl} />
      <Filters choice={choice} />
      {mayChange && (
        <SelectionBar
          machines={machines.map((machine) => machine.value)}
          selection={selection}
          clear={(changes) => clearSelection(api, desk, changes)}
        />
      )}
      <NoticeBar desk={desk} loginUrl={page.loginUrl} />
      {plant.viewer.value && (
        <p class="count" role="status">
          {countInWords(machines.length, plant.machines.value.length)}
        </p>
      )}
      <table class="machines">
        <thead>
          <tr>
            {mayChange && (
              <th scope="col">
                <span class="for-screen-readers">{gettext("Chosen")}</span>
              </th>
            )}
            <th scope="col">{gettext("Machine")}</th>
            <th scope="col">{gettext("Current")}</th>
            <th scope="col">{gettext("Next")}</th>
            <th scope="col">{gettext("Monitor last heard of")}</th>
          </tr>
        </thead>
        <tbody>
          {machines.map((machine) => (
            <MachineRow
              key={machine.peek().pk}
              machine={machine}
              desk={desk}
              planningUrl={planningUrl}
              selection={mayChange ? selection : null}
            />
          ))}
        </tbody>
      </table>
      <ConflictDialog desk={desk} />
    </>
  );
}

function countInWords(listed: number, all: number): string {
  if (all === 0) return gettext("There is no machine yet: an administrator adds them.");
  if (listed === 0) return gettext("No machine fits.");
  return interpolate(ngettext("%(listed)s of %(all)s machine", "%(listed)s of %(all)s machines", all), { listed, all });
}
