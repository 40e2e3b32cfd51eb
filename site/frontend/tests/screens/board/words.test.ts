import "../machine/english";
import { expect, test } from "vitest";
import {
  finishInWords,
  insteadOfInWords,
  nextInWords,
  plannedInWords,
  reasonInWords,
  staleInWords,
  statusInWords,
} from "../../../src/screens/board/words";
import { anOperation, aSlot } from "../samples";

const NOON = Date.parse("2026-01-31T12:00:00Z");
const SHAFT = { id: "9", monitorOperationId: "M9", name: "Shaft" };

test.each([
  [{ estimatedFinish: "2026-01-31T14:30:00Z" }, "Done about 14:30"],
  [{ isOverPlan: true, progress: 1 }, "More than planned"],
  [{ progress: 1 }, "All parts made"],
  [{ progress: null, quantity: null }, null],
])("of %j people read: %s", (operation, words) => {
  expect(finishInWords(anOperation("1", operation), NOON)).toBe(words);
});

test("a finish on another day is told with its day", () => {
  const words = finishInWords(anOperation("1", { estimatedFinish: "2026-02-02T14:30:00Z" }), NOON);

  expect(words).toMatch(/^Done about Mon.* 2 Feb, 14:30$/);
});

test("a quantity tells what is planned, or that nobody planned a number", () => {
  expect(plannedInWords(anOperation("1", { quantity: 12_000 }))).toBe("/ 12,000");
  expect(plannedInWords(anOperation("1", { quantity: null }))).toBe("made");
});

test("what comes next is an operation, idleness, or nothing", () => {
  expect(nextInWords(aSlot("1", { source: "MONITOR", operation: anOperation("1", { name: null }) }))).toBe("M1");
  expect(nextInWords(aSlot("1", { source: "IDLE" }))).toBe("Idle");
  expect(nextInWords(aSlot("1", { source: "EMPTY" }))).toBe("Nothing planned");
});

test("an idle machine says instead of what, where Monitor plans something", () => {
  expect(insteadOfInWords(aSlot("1", { diverges: true, monitorOperation: SHAFT }))).toBe("Instead of Shaft");
  expect(insteadOfInWords(aSlot("1", { diverges: false }))).toBeNull();
});

test("a board that is not live says since when, with the day where that was not today", () => {
  const earlier = Date.parse("2026-01-31T10:04:00Z");

  expect(staleInWords({ since: earlier, wasLive: true }, NOON)).toBe("NOT LIVE since 10:04 — what is shown may be old");
  expect(staleInWords({ since: earlier - 86_400_000, wasLive: true }, NOON)).toMatch(/since Fri.* 30 Jan, 10:04 —/);
  expect(staleInWords({ since: earlier, wasLive: false }, NOON)).not.toContain("10:04");
});

test("a board that is not live says why", () => {
  const failure = { message: "The server restarts.", remedy: "none" } as const;

  expect(reasonInWords({ state: "lost", since: NOON, failure })).toBe("The server restarts. Trying again.");
  expect(reasonInWords({ state: "logged-out", since: NOON })).toBe("You are not logged in any more.");
  expect(reasonInWords({ state: "live" })).toBe("Reading everything anew…");
  expect(["connecting", "live", "lost"].map((state) => statusInWords(state as "live"))).toEqual([
    "Loading…",
    "Live",
    "Connecting again…",
  ]);
});
