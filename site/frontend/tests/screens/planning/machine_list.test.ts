import { expect, test } from "vitest";
import {
  type Choice,
  chosen,
  monitorLastHeardAt,
  ORDERS,
  type Order,
  overriddenSlots,
  readChoice,
  SHOWN,
  type Shown,
  writeChoice,
} from "../../../src/screens/planning/machine_list";
import type { Machine, Slot } from "../../../src/screens/plant/plant";
import { aMachine, anOperation, aSlot } from "../samples";

const AT_FIRST: Choice = { text: "", shown: "active", order: "name" };
const EARLY = "2026-01-31T06:00:00Z";
/** A minute before EARLY, as a server in another time zone writes it. */
const EARLIER = "2026-01-31T06:59:00+01:00";
const LATE = "2026-01-31T07:00:00Z";

function slots(current: Partial<Slot>, next: Partial<Slot> = {}): Partial<Machine> {
  return { current: aSlot("current", current), next: aSlot("next", { operationType: "NEXT", ...next }) };
}

/** The keys of the machines that a choice lists, in their order. */
function listed(machines: Machine[], choice: Partial<Choice>): number[] {
  return chosen(machines, (machine) => machine, { ...AT_FIRST, ...choice }).map(({ pk }) => pk);
}

const PLANT = [
  aMachine(1, slots({ source: "MONITOR" }, { source: "MONITOR" })),
  aMachine(2, slots({ source: "MANUAL", diverges: true }, { source: "MONITOR" })),
  aMachine(3, slots({ source: "MONITOR" }, { source: "IDLE", diverges: true })),
  aMachine(4, slots({ source: "IDLE" }, { source: "EMPTY" })),
  aMachine(5, slots({ source: "EMPTY" }, { source: "MONITOR" })),
  aMachine(6, { ...slots({ source: "EMPTY" }, { source: "MANUAL" }), isActive: false }),
];

test.each<[Shown, number[]]>([
  ["active", [1, 2, 3, 4, 5]],
  ["overridden", [2, 3, 4, 6]],
  ["diverging", [2, 3]],
  ["idle", [4]],
  ["empty", [5, 6]],
  ["all", [1, 2, 3, 4, 5, 6]],
])("%s lists these machines", (shown, pks) => {
  expect(listed(PLANT, { shown })).toEqual(pks);
});

const SAW = aMachine(1, {
  name: "Saw 10",
  ...slots(
    { operation: anOperation("1", { name: "Bracket Å4", reportNumber: "R-77" }) },
    { operation: anOperation("2", { name: null, monitorOperationId: "MO-500" }) },
  ),
});
const LATHE = aMachine(2, { name: "Lathe", ...slots({ operation: anOperation("3", { name: "Bracket B" }) }) });

test.each([
  ["nothing", "", [1, 2]],
  ["spaces", " \t ", [1, 2]],
  ["a machine's name", "saw", [1]],
  ["a part of a name", "ath", [2]],
  ["capitals", "LATHE", [2]],
  ["letters beyond English, in capitals or not", "å4", [1]],
  ["an operation's name", "bracket", [1, 2]],
  ["a report number", "r-77", [1]],
  ["Monitor's id of an operation without a name, in the next slot", "mo-500", [1]],
  ["Monitor's id of an operation with a name", "m3", [2]],
  ["words of which each is somewhere, in any order", "r-77 mo-500 saw bracket", [1]],
  ["words of which one is nowhere", "saw bracket lathe", []],
  ["what only the end of one text and the beginning of the next would make", "10bracket", []],
])("%s finds these machines: %j", (_what, text, pks) => {
  expect(listed([SAW, LATHE], { text })).toEqual(pks);
});

test("words and the choice of machines both count", () => {
  expect(listed(PLANT, { text: "machine", shown: "idle" })).toEqual([4]);
  expect(listed(PLANT, { text: "machine 6" })).toEqual([]);
});

function withOperation(pk: number, changes: Parameters<typeof anOperation>[1]): Machine {
  return aMachine(pk, slots({ operation: anOperation(`${pk}`, changes) }));
}

function heard(pk: number, current: string | null, next: string | null = null): Machine {
  return aMachine(pk, slots({ monitorLastHeardAt: current }, { monitorLastHeardAt: next }));
}

test.each<[Order, string, Machine[], number[]]>([
  ["name", "is the order in which the server names them", [aMachine(2), aMachine(1)], [2, 1]],
  [
    "progress",
    "puts the most made first, over the plan before all, and none made before the unknown",
    [
      aMachine(1),
      withOperation(2, { progress: null }),
      withOperation(3, { progress: 0 }),
      withOperation(4, { progress: 0.9 }),
      withOperation(5, { progress: 1.2 }),
    ],
    [5, 4, 3, 1, 2],
  ],
  [
    "finish",
    "puts the soonest first, in whatever time zone, and the unknown last",
    [
      aMachine(1),
      withOperation(2, { estimatedFinish: LATE }),
      withOperation(3, { estimatedFinish: EARLY }),
      withOperation(4, { estimatedFinish: EARLIER }),
      withOperation(5, { estimatedFinish: null }),
    ],
    [4, 3, 2, 1, 5],
  ],
  [
    "heard",
    "puts the longest without news of either slot first: before all, those that were never heard of",
    [heard(1, LATE), heard(2, EARLY, LATE), heard(3, EARLY, EARLIER), heard(4, null), heard(5, null, EARLIER)],
    [4, 5, 3, 1, 2],
  ],
])("the order by %s %s", (order, _what, machines, pks) => {
  expect(listed(machines, { order })).toEqual(pks);
});

test.each(ORDERS)("in the order by %s, equals stay in the order of their names", (order) => {
  expect(listed([aMachine(3), aMachine(1), aMachine(2)], { order })).toEqual([3, 1, 2]);
});

test("what is listed are the same objects, and the plant's own list stays as it is", () => {
  const machines = [withOperation(1, { progress: 0.1 }), withOperation(2, { progress: 0.9 })];
  const wrapped = machines.map((machine) => ({ machine }));

  const list = chosen(wrapped, ({ machine }) => machine, { ...AT_FIRST, order: "progress" });

  expect([list[0] === wrapped[1], list[1] === wrapped[0]]).toEqual([true, true]);
  expect(wrapped.map(({ machine }) => machine.pk)).toEqual([1, 2]);
});

test("an address that names nothing shows the machines in use by name", () => {
  expect(readChoice("")).toEqual(AT_FIRST);
});

test.each(["?shown=nonsense&order=nonsense", "?shown=&order=", "?shown=ALL", "?order=toString&other=1"])(
  "what an address names wrongly is as at first: %s",
  (search) => {
    expect(readChoice(search)).toEqual(AT_FIRST);
  },
);

test("a wrong part of an address spoils no other part", () => {
  expect(readChoice("?text=saw&shown=nonsense&order=heard")).toEqual({ text: "saw", shown: "active", order: "heard" });
});

test("what was chosen comes back from the address that keeps it", () => {
  const texts = ["", "saw", "å & b=c?d#e+f %20", "  two  words "];
  const choices = texts.flatMap((text) => SHOWN.flatMap((shown) => ORDERS.map((order) => ({ text, shown, order }))));

  const read = choices.map((choice) => readChoice(writeChoice(choice)));

  expect(read).toEqual(choices);
});

test.each<[Partial<Choice>, string]>([
  [{}, ""],
  [{ shown: "idle" }, "?shown=idle"],
  [{ text: "saw", order: "heard" }, "?text=saw&order=heard"],
])("an address names only what was chosen: %j", (choice, search) => {
  expect(writeChoice({ ...AT_FIRST, ...choice })).toBe(search);
});

test("what planners decided is found slot by slot", () => {
  const machine = aMachine(1, slots({ source: "MONITOR" }, { source: "IDLE" }));

  expect(overriddenSlots(machine)).toEqual([machine.next]);
});

test.each([
  ["the later of both", EARLY, LATE, LATE],
  ["the later of both, in whatever time zone", EARLY, EARLIER, EARLY],
  ["the only one", null, EARLY, EARLY],
  ["none", null, null, null],
])("Monitor was last heard of at %s", (_what, current, next, expected) => {
  expect(monitorLastHeardAt(heard(1, current, next))).toBe(expected);
});
