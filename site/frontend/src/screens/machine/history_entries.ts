import type { HistoryEvent } from "./event_history";

/** A line of the history: an event, or the newest of a run of reports, with the others behind it. */
export interface Entry {
  readonly event: HistoryEvent;
  /** The earlier reports of the run, the newest first; empty for everything else. */
  readonly earlier: readonly HistoryEvent[];
}

/** The events as lines, the newest first. The script reports every two minutes: a run of reports is one line. */
export function entriesOf(events: readonly HistoryEvent[]): readonly Entry[] {
  const entries: { event: HistoryEvent; earlier: HistoryEvent[] }[] = [];
  for (const event of events) {
    const last = entries.at(-1);
    if (last && continues(last.event, event)) last.earlier.push(event);
    else entries.push({ event, earlier: [] });
  }
  return entries;
}

/** A line keeps its key while newer reports join it at the top. */
export function keyOf({ event, earlier }: Entry): string {
  return (earlier.at(-1) ?? event).id;
}

/** Whether two reports belong to one run; a correction stands for itself. */
function continues(later: HistoryEvent, event: HistoryEvent): boolean {
  return (
    isPlainReport(later) &&
    isPlainReport(event) &&
    later.operationId === event.operationId &&
    later.operationType === event.operationType &&
    later.actor === event.actor
  );
}

function isPlainReport({ kind, quantity, quantityBefore }: HistoryEvent): boolean {
  return kind === "QUANTITY_REPORTED" && (quantity ?? 0) >= (quantityBefore ?? 0);
}

/** Whether a slot's decision from before this event can be put back: a deleted operation cannot. */
export function isRestorable({ kind, before, operationType }: HistoryEvent): boolean {
  if (!before || !operationType) return false;
  return !(kind === "OPERATION_DELETED" && before.held === "OPERATION");
}
