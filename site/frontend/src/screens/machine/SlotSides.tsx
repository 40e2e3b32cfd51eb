import type { ComponentChildren, JSX } from "preact";
import { formatAge, formatExactly } from "../../language/format";
import { gettext } from "../../language/gettext";
import type { Pending } from "../changes/desk";
import { wishInWords } from "../changes/words";
import { Icon, type IconName } from "../parts/icons";
import { now } from "../parts/now";
import { Activity } from "../parts/SlotSummary";
import { OperationFacts } from "./OperationFacts";
import { SetupToggle } from "./SetupToggle";
import type { Setups } from "./setups";
import type { Slot } from "./watched_machine";

interface Props {
  readonly slot: Slot;
  readonly machinePk: number;
  /** A change of the slot that is on its way. */
  readonly pending: Pending | undefined;
  /** Where setup is changed; null for who may not. */
  readonly setups: Setups | null;
}

/** What Monitor plans for a slot beside what a planner decided, with the one that counts marked in words. */
export function SlotSides({ slot, machinePk, pending, setups }: Props): JSX.Element {
  const activity = slot.operation && <SlotActivity slot={slot} machinePk={machinePk} setups={setups} />;
  const isOverridden = slot.source === "MANUAL" || slot.source === "IDLE";
  const isPending = pending !== undefined;
  return (
    <div class="sides">
      <Side kind="monitor" title={gettext("Monitor's plan")} tag={monitorTag(slot, isPending)}>
        {slot.monitorOperation ? (
          <OperationFacts operation={slot.monitorOperation} />
        ) : (
          <p class="side-empty">{gettext("Monitor plans nothing here.")}</p>
        )}
        {slot.source === "MONITOR" && activity}
      </Side>
      <Side
        kind={slot.source === "IDLE" ? "idle" : "manual"}
        title={gettext("Planner's decision")}
        tag={isOverridden && !isPending ? "counts" : null}
      >
        {pending ? <PendingDecision pending={pending} /> : <Decision slot={slot}>{activity}</Decision>}
      </Side>
    </div>
  );
}

type Tag = "counts" | "does-not-count" | null;

/** Nothing is said of a plan that is not there, nor while it is being decided. */
function monitorTag({ source, monitorOperation }: Slot, isPending: boolean): Tag {
  if (!monitorOperation || isPending) return null;
  return source === "MONITOR" ? "counts" : "does-not-count";
}

interface SideProps {
  readonly kind: "monitor" | "manual" | "idle";
  readonly title: string;
  readonly tag: Tag;
  readonly children: ComponentChildren;
}

const ICONS: Record<SideProps["kind"], IconName> = { monitor: "MONITOR", manual: "MANUAL", idle: "IDLE" };

function Side({ kind, title, tag, children }: SideProps): JSX.Element {
  return (
    <section class={`side side-${kind} ${tag ?? "undecided"}`}>
      <header class="side-head">
        <h3>
          <Icon name={ICONS[kind]} />
          {title}
        </h3>
        {tag && <span class="tag">{tag === "counts" ? gettext("Counts") : gettext("Does not count")}</span>}
      </header>
      {children}
    </section>
  );
}

function Decision({ slot, children }: { slot: Slot; children: ComponentChildren }): JSX.Element {
  if (slot.source === "MONITOR" || slot.source === "EMPTY") {
    return <p class="side-empty">{gettext("No planner has decided anything here.")}</p>;
  }
  return (
    <>
      {slot.manualOperation ? (
        <OperationFacts operation={slot.manualOperation} />
      ) : (
        <p class="side-operation">{gettext("Idle")}</p>
      )}
      {slot.manualOperation?.isInPool === false && <p class="outside-pool">{gettext("Not in the pool")}</p>}
      {children}
      <Who slot={slot} />
    </>
  );
}

/** Who decided, when, and why. */
function Who({ slot: { assignedAt, assignedBy, note } }: { slot: Slot }): JSX.Element {
  return (
    <div class="decided">
      <p>
        {assignedBy ?? gettext("A planner")}
        {assignedAt && (
          <time dateTime={assignedAt} title={formatExactly(assignedAt)}>
            {` · ${formatAge(assignedAt, now.value)}`}
          </time>
        )}
      </p>
      {note && <blockquote>{note}</blockquote>}
    </div>
  );
}

function PendingDecision({ pending }: { pending: Pending }): JSX.Element {
  return (
    <div class="pending" aria-busy="true">
      <p class="side-operation">{wishInWords(pending.wish)}</p>
      <p>{gettext("Saving…")}</p>
    </div>
  );
}

function SlotActivity({ slot, machinePk, setups }: Omit<Props, "pending">): JSX.Element | null {
  if (!slot.operation) return null;
  if (!setups) return <Activity operation={slot.operation} />;
  return <SetupToggle slot={slot} operation={slot.operation} machinePk={machinePk} setups={setups} />;
}
