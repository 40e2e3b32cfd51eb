import { formatNumber } from "../../language/format";
import { gettext, interpolate, ngettext } from "../../language/gettext";
import { nameOf } from "../plant/names";
import type { HistoryEvent } from "./event_history";
import { readChangedDetails, readMove, syncInWords } from "./reasons";

/** An event in the page's language. */
export interface EventInWords {
  readonly what: string;
  /** More, or a reason of the server that this page has no words for; null where `what` says all. */
  readonly why: string | null;
  /** What a planner wrote; null where nobody wrote anything. */
  readonly note: string | null;
}

type SlotState = NonNullable<HistoryEvent["before"]>;

type Story = Omit<EventInWords, "note">;

/** What happened, and why. */
export function eventInWords(event: HistoryEvent): EventInWords {
  // The reason of a decision is the planner's note.
  const note = isDecision(event) ? event.reason : null;
  return { ...storyOf(event), note };
}

function isDecision({ kind }: HistoryEvent): boolean {
  return kind === "ASSIGNED" || kind === "IDLE_MARKED" || kind === "CLEARED";
}

function storyOf(event: HistoryEvent): Story {
  switch (event.kind) {
    case "ASSIGNED":
    case "IDLE_MARKED":
    case "CLEARED":
      return { what: decisionInWords(event), why: null };
    case "EXPIRED":
      return expiryInWords(event);
    case "QUANTITY_REPORTED":
      return { what: reportInWords(event), why: null };
    case "MONITOR_MOVED_ON":
      return moveInWords(event);
    case "OPERATION_UPDATED":
      return updateInWords(event);
    case "SETUP_CHANGED":
      return setupInWords(event);
    case "POOL_SYNCED":
      return { what: poolInWords(event), why: syncInWords(event.reason) };
    case "OPERATION_DELETED":
      return { what: deletionInWords(event), why: null };
    case "MACHINE_DELETED":
      return { what: gettext("The machine was deleted."), why: null };
  }
}

function decisionInWords({ kind, before, after }: HistoryEvent): string {
  const names = { before: stateInWords(before), after: stateInWords(after) };
  const isFirst = !before || before.held === "NOTHING";
  if (kind === "CLEARED") return interpolate(gettext("Given back to Monitor's plan. Before: %(before)s."), names);
  if (kind === "IDLE_MARKED") {
    return isFirst ? gettext("Marked idle.") : interpolate(gettext("Marked idle. Before: %(before)s."), names);
  }
  return isFirst
    ? interpolate(gettext("Assigned: %(after)s."), names)
    : interpolate(gettext("Assigned: %(after)s. Before: %(before)s."), names);
}

/** What planners had in a slot. */
export function stateInWords(state: SlotState | null): string {
  if (state?.held === "IDLE") return gettext("idle");
  return state?.held === "OPERATION" ? nameOfState(state) : gettext("nothing");
}

function nameOfState({ operationName, monitorOperationId }: SlotState): string {
  return operationName || monitorOperationId || gettext("an operation without an id");
}

function expiryInWords({ before, reason }: HistoryEvent): Story {
  const move = readMove(reason);
  const ended = { before: stateInWords(before) };
  if (!move) return { what: interpolate(gettext("A planner's decision ended: %(before)s."), ended), why: reason };
  const text = gettext("Ended because Monitor moved from %(from)s to %(to)s: %(before)s.");
  return { what: interpolate(text, { ...ended, from: move.from, to: move.to }), why: null };
}

function reportInWords(event: HistoryEvent): string {
  const made = event.quantity ?? 0;
  const before = event.quantityBefore;
  const values = { made: formatNumber(made), before: formatNumber(before ?? 0), operation: operationName(event) };
  if (before === null) {
    return interpolate(ngettext("%(operation)s: %(made)s part.", "%(operation)s: %(made)s parts.", made), values);
  }
  const text =
    made < before
      ? ngettext(
          "%(operation)s: corrected from %(before)s to %(made)s part.",
          "%(operation)s: corrected from %(before)s to %(made)s parts.",
          made,
        )
      : ngettext(
          "%(operation)s: %(made)s part, %(before)s before.",
          "%(operation)s: %(made)s parts, %(before)s before.",
          made,
        );
  return interpolate(text, values);
}

function moveInWords(event: HistoryEvent): Story {
  const move = readMove(event.reason);
  const operation = operationName(event);
  if (!move)
    return { what: interpolate(gettext("Monitor plans %(operation)s now."), { operation }), why: event.reason };
  // The move to Monitor's placeholder is about a row that stands for no operation.
  const text = move.isToNothing
    ? gettext("Monitor plans nothing now. Before: %(from)s.")
    : gettext("Monitor plans %(operation)s now. Before: %(from)s.");
  return { what: interpolate(text, { operation, from: move.from }), why: null };
}

function updateInWords(event: HistoryEvent): Story {
  const operation = operationName(event);
  const details = readChangedDetails(event.reason);
  if (details) {
    return { what: interpolate(gettext("%(operation)s changed: %(details)s."), { operation, details }), why: null };
  }
  switch (event.reason) {
    case "Added by hand":
      return { what: interpolate(gettext("%(operation)s was added by hand."), { operation }), why: null };
    case "Changed by the sync of the pool":
      return { what: interpolate(gettext("%(operation)s was changed in the pool."), { operation }), why: null };
    case "Left the pool":
      return { what: interpolate(gettext("%(operation)s left the pool."), { operation }), why: null };
    default:
      return { what: interpolate(gettext("%(operation)s was changed."), { operation }), why: event.reason };
  }
}

function setupInWords(event: HistoryEvent): Story {
  const operation = operationName(event);
  switch (event.reason) {
    case "Set to setup":
      return { what: interpolate(gettext("%(operation)s went into setup."), { operation }), why: null };
    case "Set to running":
      return { what: interpolate(gettext("%(operation)s began to run."), { operation }), why: null };
    default:
      return { what: interpolate(gettext("%(operation)s: setup changed."), { operation }), why: event.reason };
  }
}

function poolInWords({ quantity }: HistoryEvent): string {
  const count = quantity ?? 0;
  const text = ngettext(
    "The pool was synced and holds %(count)s operation.",
    "The pool was synced and holds %(count)s operations.",
    count,
  );
  return interpolate(text, { count: formatNumber(count) });
}

function deletionInWords(event: HistoryEvent): string {
  const operation = operationName(event);
  return event.before
    ? interpolate(gettext("%(operation)s was deleted, which emptied the slot."), { operation })
    : interpolate(gettext("%(operation)s was deleted."), { operation });
}

function operationName({ operationName: name, monitorOperationId, before }: HistoryEvent): string {
  if (name || monitorOperationId) return nameOf({ name, monitorOperationId: monitorOperationId ?? "" });
  return before ? stateInWords(before) : gettext("an operation without an id");
}
