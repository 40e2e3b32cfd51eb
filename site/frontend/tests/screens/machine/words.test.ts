import "./english";
import { expect, test } from "vitest";
import type { SearchState } from "../../../src/screens/machine/pool_search";
import { alreadyInWords, factsInWords, stateInWords } from "../../../src/screens/machine/search_words";
import { heardInWords, plannedDaysInWords, verdictInWords } from "../../../src/screens/machine/slot_words";
import type { Slot } from "../../../src/screens/machine/watched_machine";
import { anOperationInFull, aPoolOperation, aSlotInFull } from "./samples";

const FAILURE = { message: "The server cannot be reached.", remedy: "none" } as const;
const NOON = Date.parse("2026-01-31T12:00:00Z");

function found(shown: number, totalCount: number): SearchState {
  const items = Array.from({ length: shown }, (_, place) => aPoolOperation(String(place)));
  return { kind: "found", page: { items, totalCount } };
}

test.each<[SearchState, string]>([
  [{ kind: "blank" }, ""],
  [{ kind: "searching", earlier: null }, "Searching…"],
  [found(0, 0), "No operation in the pool has all these words."],
  [found(1, 1), "1 operation found. Enter assigns the highlighted one."],
  [found(20, 1_234), "20 of 1,234: type more words. Enter assigns the highlighted one."],
  [{ kind: "failed", failure: FAILURE }, "The search failed. The server cannot be reached."],
])("a search says how it stands: %o", (state, words) => {
  expect(stateInWords(state)).toBe(words);
});

test("an operation says where it is already", () => {
  const mill = { id: "2:NEXT", operationType: "NEXT", machine: { pk: 2, name: "Mill 2" } } as const;
  const lathe = { id: "1:CURRENT", operationType: "CURRENT", machine: { pk: 1, name: "Lathe 1" } } as const;

  expect(alreadyInWords(aPoolOperation("9"), "1:CURRENT")).toBeNull();
  expect(alreadyInWords(aPoolOperation("9", { assignedTo: [mill] }), "1:CURRENT")).toBe("Already on Mill 2, next");
  expect(alreadyInWords(aPoolOperation("9", { assignedTo: [mill, lathe] }), "3:CURRENT")).toBe(
    "Already on Mill 2, next; Lathe 1, current",
  );
  expect(alreadyInWords(aPoolOperation("9", { assignedTo: [lathe, mill] }), "1:CURRENT")).toBe("Already in this slot");
});

test("operations of one name are told apart by what is known of them", () => {
  expect(factsInWords(aPoolOperation("9"))).toBe("M9");
  expect(factsInWords(aPoolOperation("9", { quantity: 1, material: "C45E" }))).toBe("M9 · 1 part planned · C45E");
  expect(factsInWords(aPoolOperation("9", { quantity: 1_200 }))).toBe("M9 · 1,200 parts planned");
});

test.each<[Partial<Slot>, string]>([
  [{ source: "MONITOR" }, "Monitor's plan counts: no planner has decided otherwise."],
  [{ source: "IDLE" }, "A planner's decision counts: nothing runs here, whatever Monitor plans."],
  [{ source: "EMPTY" }, "Nothing is planned here, neither by Monitor nor by a planner."],
  [{ source: "MANUAL" }, "A planner's decision counts: Monitor plans nothing here."],
  [
    { source: "MANUAL", diverges: true, monitorOperation: anOperationInFull("9") },
    "A planner's decision counts, not Monitor's plan.",
  ],
  [
    { source: "MANUAL", diverges: false, monitorOperation: anOperationInFull("9") },
    "A planner's decision counts; Monitor plans the same.",
  ],
])("a slot says which of the two counts: %o", (slot, words) => {
  expect(verdictInWords(aSlotInFull("1:CURRENT", slot))).toBe(words);
});

test("a slot says when Monitor was last heard of", () => {
  expect(heardInWords(aSlotInFull("1:CURRENT"), NOON)).toBe("Monitor was never heard of for this slot.");
  expect(heardInWords(aSlotInFull("1:CURRENT", { monitorLastHeardAt: "2026-01-31T11:30:00Z" }), NOON)).toBe(
    "Monitor was last heard of for this slot: 30 min ago",
  );
});

test.each<[string | null, string | null, string | null]>([
  ["2026-01-29", "2026-02-02", "Thu 29 Jan – Mon 2 Feb"],
  ["2026-01-29", null, "from Thu 29 Jan"],
  [null, "2026-02-02", "until Mon 2 Feb"],
  [null, null, null],
])("planned days: from %s to %s", (plannedStartDate, plannedFinishDate, words) => {
  const days = plannedDaysInWords(anOperationInFull("9", { plannedStartDate, plannedFinishDate }));

  // Ranges are written with thin spaces.
  expect(days?.replaceAll(/\s/g, " ") ?? null).toBe(words);
});
