import "./english";
import { expect, test } from "vitest";
import type { HistoryEvent } from "../../../src/screens/machine/event_history";
import { eventInWords } from "../../../src/screens/machine/history_words";
import { anEvent } from "./samples";

const NOTHING: HistoryEvent["before"] = {
  held: "NOTHING",
  operationId: null,
  monitorOperationId: null,
  operationName: null,
};
const IDLE: HistoryEvent["before"] = { ...NOTHING, held: "IDLE" };
const SHAFT: HistoryEvent["before"] = {
  held: "OPERATION",
  operationId: "8",
  monitorOperationId: "M8",
  operationName: "Shaft",
};
const BRACKET: HistoryEvent["before"] = { ...SHAFT, operationId: "9", operationName: "Bracket" };
const NAMELESS: HistoryEvent["before"] = { ...SHAFT, operationName: null };

test.each<[Partial<HistoryEvent>, string]>([
  [{ kind: "ASSIGNED", before: NOTHING, after: BRACKET }, "Assigned: Bracket."],
  [{ kind: "ASSIGNED", before: SHAFT, after: BRACKET }, "Assigned: Bracket. Before: Shaft."],
  [{ kind: "ASSIGNED", before: IDLE, after: NAMELESS }, "Assigned: M8. Before: idle."],
  [{ kind: "IDLE_MARKED", before: NOTHING, after: IDLE }, "Marked idle."],
  [{ kind: "IDLE_MARKED", before: SHAFT, after: IDLE }, "Marked idle. Before: Shaft."],
  [{ kind: "CLEARED", before: IDLE, after: NOTHING }, "Given back to Monitor's plan. Before: idle."],
])("a decision tells what was there: %o", (event, what) => {
  expect(eventInWords(anEvent("1", event))).toEqual({ what, why: null, note: null });
});

test("what a planner wrote is a note, whatever it looks like", () => {
  const reason = "Monitor moved from A to B";

  const words = eventInWords(anEvent("1", { kind: "ASSIGNED", before: NOTHING, after: BRACKET, reason }));

  expect(words).toEqual({ what: "Assigned: Bracket.", why: null, note: reason });
});

test.each([
  ["Monitor moved from 17 to 18", "Ended because Monitor moved from 17 to 18: Shaft."],
  ["Monitor moved from nothing to 18", "Ended because Monitor moved from nothing to 18: Shaft."],
  [
    "Monitor moved from 17 to an operation without an id",
    "Ended because Monitor moved from 17 to an operation without an id: Shaft.",
  ],
])("an expiry says why: %s", (reason, what) => {
  const words = eventInWords(anEvent("1", { kind: "EXPIRED", before: SHAFT, after: NOTHING, reason }));

  expect(words).toEqual({ what, why: null, note: null });
});

test.each(["Monitor moved from a to b to c", "The moon was full"])(
  "a reason without words of its own is shown as it is: %s",
  (reason) => {
    const expiry = eventInWords(anEvent("1", { kind: "EXPIRED", before: SHAFT, after: NOTHING, reason }));
    const move = eventInWords(anEvent("1", { kind: "MONITOR_MOVED_ON", reason }));
    const update = eventInWords(anEvent("1", { kind: "OPERATION_UPDATED", reason }));
    const setup = eventInWords(anEvent("1", { kind: "SETUP_CHANGED", reason }));

    expect([expiry.why, move.why, update.why, setup.why]).toEqual([reason, reason, reason, reason]);
    expect(expiry.what).toBe("A planner's decision ended: Shaft.");
  },
);

test.each<[number, number | null, string]>([
  [1_234, 1_000, "Bracket: 1,234 parts, 1,000 before."],
  [1, 0, "Bracket: 1 part, 0 before."],
  [40, 45, "Bracket: corrected from 45 to 40 parts."],
  [40, null, "Bracket: 40 parts."],
])("a report of %s after %s", (quantity, quantityBefore, what) => {
  expect(eventInWords(anEvent("1", { quantity, quantityBefore })).what).toBe(what);
});

test.each([
  ["Monitor moved from 17 to 18", "Monitor plans Bracket now. Before: 17."],
  ["Monitor moved from 17 to nothing", "Monitor plans nothing now. Before: 17."],
])("Monitor's move names what it plans: %s", (reason, what) => {
  expect(eventInWords(anEvent("1", { kind: "MONITOR_MOVED_ON", reason })).what).toBe(what);
});

test.each([
  ["Changed: material, planned_finish_date, planned_start_date", "Bracket changed: material and planned days."],
  ["Changed: shoe_size", "Bracket changed: shoe_size."],
  ["Added by hand", "Bracket was added by hand."],
  ["Left the pool", "Bracket left the pool."],
  ["Changed by the sync of the pool", "Bracket was changed in the pool."],
])("details of an operation are told in words: %s", (reason, what) => {
  expect(eventInWords(anEvent("1", { kind: "OPERATION_UPDATED", reason }))).toEqual({ what, why: null, note: null });
});

test.each([
  ["Set to setup", "Bracket went into setup."],
  ["Set to running", "Bracket began to run."],
])("%s", (reason, what) => {
  expect(eventInWords(anEvent("1", { kind: "SETUP_CHANGED", reason })).what).toBe(what);
});

test("a sync of the pool counts", () => {
  const event = { kind: "POOL_SYNCED", quantity: 1_200, reason: "1000 created, 2 updated, 3 removed" } as const;

  expect(eventInWords(anEvent("1", event))).toEqual({
    what: "The pool was synced and holds 1,200 operations.",
    why: "1,000 new, 2 changed, 3 removed",
    note: null,
  });
});

test("a deletion says whether it emptied the slot", () => {
  const event = { kind: "OPERATION_DELETED", operationName: null, monitorOperationId: null } as const;

  expect(eventInWords(anEvent("1", { ...event, before: SHAFT, after: NOTHING })).what).toBe(
    "Shaft was deleted, which emptied the slot.",
  );
  expect(eventInWords(anEvent("1", event)).what).toBe("an operation without an id was deleted.");
});
