import { beforeEach, expect, test } from "vitest";
import { EventHistory } from "../../../src/screens/machine/event_history";
import { entriesOf, isRestorable, keyOf } from "../../../src/screens/machine/history_entries";
import { anEvent } from "./samples";

let history: EventHistory;

beforeEach(() => {
  history = new EventHistory();
});

/** Events from one id to another, oldest first, as the server gives them. */
function page(first: number, last: number) {
  return Array.from({ length: last - first + 1 }, (_, place) => anEvent(String(first + place)));
}

function ids(): string[] {
  return history.events.value.map(({ id }) => id);
}

test("the newest event comes first, and live events on top", () => {
  history.take(page(5, 7), true);

  history.hear(anEvent("8"));

  expect(ids()).toEqual(["8", "7", "6", "5"]);
  expect(history.hasOlder.value).toBe(true);
});

test("an event that the page knew already is there once", () => {
  history.take(page(5, 7), false);

  history.hear(anEvent("6"));

  expect(ids()).toEqual(["7", "6", "5"]);
});

test("older events go below", () => {
  history.take(page(5, 6), true);

  history.addOlder("5", page(3, 4), false);

  expect(ids()).toEqual(["6", "5", "4", "3"]);
  expect(history.hasOlder.value).toBe(false);
});

test("an older page that belongs to another list is dropped", () => {
  history.take(page(5, 6), true);

  history.addOlder("9", page(7, 8), false);

  expect(ids()).toEqual(["6", "5"]);
});

test("reading anew keeps the older events that join", () => {
  history.take(page(5, 7), true);
  history.addOlder("5", page(3, 4), false);

  history.take(page(6, 9), true);

  expect(ids()).toEqual(["9", "8", "7", "6", "5", "4", "3"]);
  expect(history.hasOlder.value).toBe(false);
});

test("reading anew after a gap keeps none", () => {
  history.take(page(5, 7), false);

  history.take(page(20, 21), true);

  expect(ids()).toEqual(["21", "20"]);
  expect(history.hasOlder.value).toBe(true);
});

test("it never grows beyond 500 events: the oldest go", () => {
  history.take(page(1, 500), false);
  expect(history.hasOlder.value).toBe(false);

  history.hear(anEvent("501"));

  expect(history.events.value).toHaveLength(500);
  expect([ids()[0], ids().at(-1)]).toEqual(["501", "2"]);
  expect([history.isFull, history.hasOlder.value]).toEqual([true, true]);
});

test("reports in a row are one line, which keeps its key as newer ones join", () => {
  const events = [4, 3, 2].map((number) => anEvent(String(number), { quantity: number, quantityBefore: number - 1 }));
  const before = entriesOf(events);
  const newer = anEvent("5", { quantity: 5, quantityBefore: 4 });

  const [entry, ...others] = entriesOf([newer, ...events]);

  expect(others).toEqual([]);
  expect(entry?.event.id).toBe("5");
  expect(entry?.earlier.map(({ id }) => id)).toEqual(["4", "3", "2"]);
  expect(entry && keyOf(entry)).toBe(before[0] && keyOf(before[0]));
});

test("a correction, another operation and every decision stand for themselves", () => {
  const events = [
    anEvent("6", { quantity: 6, quantityBefore: 5 }),
    anEvent("5", { quantity: 5, quantityBefore: 8 }),
    anEvent("4", { quantity: 8, quantityBefore: 7, operationId: "10" }),
    anEvent("3", { kind: "SETUP_CHANGED" }),
    anEvent("2", { kind: "SETUP_CHANGED" }),
  ];

  expect(entriesOf(events).map(({ event }) => event.id)).toEqual(["6", "5", "4", "3", "2"]);
});

test("what changed a slot can be put back, unless it is deleted", () => {
  const before = { held: "OPERATION", operationId: "8", monitorOperationId: "M8", operationName: null } as const;

  expect(isRestorable(anEvent("1", { kind: "EXPIRED", before }))).toBe(true);
  expect(isRestorable(anEvent("1", { kind: "OPERATION_DELETED", before }))).toBe(false);
  expect(isRestorable(anEvent("1"))).toBe(false);
});
