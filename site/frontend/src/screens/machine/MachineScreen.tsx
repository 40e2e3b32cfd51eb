import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { gettext, interpolate } from "../../language/gettext";
import { ConflictDialog } from "../parts/ConflictDialog";
import { NoticeBar } from "../parts/NoticeBar";
import { StatusBar } from "../parts/StatusBar";
import type { HistoryEvent } from "./event_history";
import type { FollowedMachine } from "./follow_machine";
import { History } from "./History";
import { type PlannerTools, SlotPanel } from "./SlotPanel";

interface Props {
  readonly followed: FollowedMachine;
  readonly tools: PlannerTools;
  readonly planningUrl: string;
}

/** One machine: what runs and what comes, whose decision that is, how far the work is, and what happened. */
export function MachineScreen({ followed, tools, planningUrl }: Props): JSX.Element {
  const { feed, page, watched } = followed;
  const machine = watched.machine.value;
  useSignalEffect(() => {
    const known = watched.machine.value;
    if (known) document.title = interpolate(gettext("%(machine)s · Planning"), { machine: known.name });
  });
  return (
    <>
      <nav class="way-back" aria-label={gettext("Way back")}>
        <a href={planningUrl}>{gettext("All machines")}</a>
      </nav>
      <h1>
        {machine?.name ?? gettext("Machine")}
        {machine?.isActive === false && <span class="not-in-use">{gettext("Not in use")}</span>}
      </h1>
      <StatusBar connection={feed.connection} script={watched.script} loginUrl={page.loginUrl} />
      <NoticeBar desk={tools.desk} loginUrl={page.loginUrl} />
      {machine === null && <NoMachine planningUrl={planningUrl} />}
      {machine && <MachineParts followed={followed} tools={tools} />}
      <ConflictDialog desk={tools.desk} />
    </>
  );
}

function NoMachine({ planningUrl }: Pick<Props, "planningUrl">): JSX.Element {
  return (
    <section class="card no-machine">
      <h2>{gettext("There is no such machine.")}</h2>
      <p>{gettext("It was deleted, or the address is wrong.")}</p>
      <p>
        <a href={planningUrl}>{gettext("Go to all machines")}</a>
      </p>
    </section>
  );
}

function MachineParts({ followed: { api, watched }, tools }: Omit<Props, "planningUrl">): JSX.Element | null {
  const machine = watched.machine.value;
  if (!machine) return null;
  const mayChange = watched.viewer.value?.canChangeAssignments ?? false;
  function restore({ id, operationType }: HistoryEvent): void {
    const known = watched.machine.peek();
    if (!known) return;
    const before = operationType === "CURRENT" ? known.current : known.next;
    void tools.desk.make({
      machinePk: known.pk,
      machineName: known.name,
      before,
      wish: { kind: "restore", eventId: id },
    });
  }
  return (
    <>
      {!mayChange && <p class="read-only">{gettext("You see everything here. Your login may not change it.")}</p>}
      <div class="slot-panels">
        {[machine.current, machine.next].map((slot) => (
          <SlotPanel key={slot.id} machine={machine} slot={slot} tools={tools} mayChange={mayChange} />
        ))}
      </div>
      <History api={api} watched={watched} restore={mayChange ? restore : null} />
    </>
  );
}
