import type { JSX } from "preact";
import { formatAge, formatExactly, formatMade, formatMoment, formatShare } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";
import type { Pending } from "../changes/desk";
import { wishInWords } from "../changes/words";
import { nameOf } from "../plant/names";
import type { Operation, Slot } from "../plant/plant";
import { Icon } from "./icons";
import { now } from "./now";

interface Props {
  readonly slot: Slot;
  /** A change of the slot that is on its way. */
  readonly pending?: Pending | undefined;
}

/** What a slot holds, whose decision it is, and how far the work is. */
export function SlotSummary({ slot, pending }: Props): JSX.Element {
  if (pending) {
    return (
      <div class="slot slot-pending" aria-busy="true">
        <p class="slot-operation">{wishInWords(pending.wish)}</p>
        <p class="slot-source">{gettext("Saving…")}</p>
      </div>
    );
  }
  const { operation } = slot;
  return (
    <div class={`slot slot-${slot.source.toLowerCase()}`}>
      <SlotHolds slot={slot} />
      <SlotOrigin slot={slot} />
      {operation && <OperationProgress operation={operation} />}
    </div>
  );
}

function SlotHolds({ slot: { operation, operationType, source } }: Props): JSX.Element {
  if (!operation) {
    return <p class="slot-operation">{source === "IDLE" ? gettext("Idle") : gettext("Nothing planned")}</p>;
  }
  return (
    <p class="slot-operation">
      <span class="operation-name">{nameOf(operation)}</span>
      {operation.reportNumber && <span class="report-number">{operation.reportNumber}</span>}
      {operationType === "CURRENT" && <Activity operation={operation} />}
    </p>
  );
}

/** Whether an operation is in setup or runs. */
export function Activity({ operation: { isSetup } }: { operation: Operation }): JSX.Element {
  return (
    <span class={isSetup ? "activity activity-setup" : "activity activity-running"}>
      <Icon name={isSetup ? "setup" : "running"} />
      {isSetup ? gettext("Setup") : gettext("Running")}
    </span>
  );
}

/** Whose decision a slot shows, since when and why. */
export function SlotOrigin({ slot }: Props): JSX.Element {
  const { assignedAt, note, source } = slot;
  return (
    <p class="slot-source" title={assignedAt ? formatExactly(assignedAt) : undefined}>
      <Icon name={source} />
      {originInWords(slot)}
      {assignedAt && <span class="age"> · {formatAge(assignedAt, now.value)}</span>}
      {note && <span class="note"> · “{note}”</span>}
    </p>
  );
}

/** Whose decision a slot shows, in words. */
export function originInWords(slot: Slot): string {
  const { source, monitorOperation, diverges } = slot;
  if (source === "MONITOR") return gettext("Monitor's plan");
  if (source === "EMPTY") return gettext("Neither Monitor nor a planner");
  const who = plannerInWords(slot);
  if (!diverges || !monitorOperation) return who;
  return interpolate(gettext("%(who)s, instead of %(operation)s"), { who, operation: nameOf(monitorOperation) });
}

/** Who decided about a slot. */
export function plannerInWords({ assignedBy }: Slot): string {
  return assignedBy ? interpolate(gettext("Planner %(name)s"), { name: assignedBy }) : gettext("A planner");
}

/** How many parts are made, and when the rest will be. */
export function OperationProgress({ operation }: { operation: Operation }): JSX.Element {
  const { currentlyMadeQuantity, estimatedFinish, isOverPlan, progress, quantity } = operation;
  const made = formatMade(currentlyMadeQuantity, quantity);
  return (
    <div class="operation-progress">
      {progress !== null && <progress max={1} value={progress} aria-label={gettext("Made")} />}
      <span class="made">
        {made}
        {progress !== null && <span class="share"> · {formatShare(progress)}</span>}
      </span>
      {isOverPlan && (
        <span class="over-plan">
          <Icon name="warning" />
          {gettext("More than planned")}
        </span>
      )}
      {estimatedFinish && (
        <span class="finish">
          {interpolate(gettext("Done about %(time)s"), { time: formatMoment(estimatedFinish, now.value) })}
        </span>
      )}
    </div>
  );
}
