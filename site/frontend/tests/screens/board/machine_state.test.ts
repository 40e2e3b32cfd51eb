import { expect, test } from "vitest";
import { countStates, inUseByName, stateOf } from "../../../src/screens/board/machine_state";
import type { Slot } from "../../../src/screens/plant/plant";
import { aMachine, anOperation, aSlot } from "../samples";

const RUNNING = { source: "MONITOR", operation: anOperation("1") } as const;
const IN_SETUP = { source: "MANUAL", operation: anOperation("2", { isSetup: true }) } as const;

function withCurrent(pk: number, current: Partial<Slot>) {
  return aMachine(pk, { current: aSlot(`${pk}-current`, current) });
}

test.each([
  [RUNNING, "running"],
  [IN_SETUP, "setup"],
  [{ source: "IDLE" }, "idle"],
  [{ source: "EMPTY" }, "empty"],
] as const)("a machine whose current slot is %j is %s", (current, state) => {
  expect(stateOf(withCurrent(1, current))).toBe(state);
});

test("machines are counted by what they do", () => {
  const machines = [withCurrent(1, RUNNING), withCurrent(2, IN_SETUP), withCurrent(3, RUNNING), aMachine(4)];

  expect(countStates(machines)).toEqual({ running: 2, setup: 1, idle: 0, empty: 1 });
});

test("machines in use are listed as people count, the others not at all", () => {
  const names = ["Lathe 10", "lathe 2", "Mill 1", "Lathe 1"];
  const machines = names.map((name, index) => aMachine(index, { name, isActive: name !== "Mill 1" }));

  const shown = inUseByName(machines, (machine) => machine, "en").map(({ name }) => name);

  expect(shown).toEqual(["Lathe 1", "lathe 2", "Lathe 10"]);
});
