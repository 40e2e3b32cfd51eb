import { beforeEach, expect, test } from "vitest";
import { type Machine, WatchedMachine } from "../../../src/screens/machine/watched_machine";
import {
  aCountingOperation,
  aLoadedMachine,
  aMachineEvent,
  aMachineInFull,
  anEvent,
  anOperationInFull,
  aSlotInFull,
} from "./samples";

let watched: WatchedMachine;

beforeEach(() => {
  watched = new WatchedMachine(1);
});

/** A machine whose current slot holds an operation of the pool, with so many parts made. */
function holding(made: number, changes: Partial<Machine> = {}): Machine {
  const parts = { currentlyMadeQuantity: made };
  const operation = aCountingOperation("9", {
    ...parts,
    quantityReports: [{ reportedAt: "2026-01-31T06:00:00Z", quantity: made }],
  });
  const manualOperation = anOperationInFull("9", parts);
  return aMachineInFull({
    current: aSlotInFull("1:CURRENT", { source: "MANUAL", operation, manualOperation }),
    ...changes,
  });
}

function historyIds(): string[] {
  return watched.history.events.value.map(({ id }) => id);
}

test("nothing is known before it is read, and a machine that does not exist is told from that", () => {
  const before = watched.machine.value;

  watched.take(aLoadedMachine(null));

  expect([before, watched.machine.value]).toEqual([undefined, null]);
});

test("an event brings the machine and its history up to date", () => {
  watched.take(aLoadedMachine(holding(45), [anEvent("7")]));

  expect(watched.hear(aMachineEvent("8", { machine: holding(46) }))).toBe(true);

  expect(watched.slot("1:CURRENT")?.operation?.currentlyMadeQuantity).toBe(46);
  expect(historyIds()).toEqual(["8", "7"]);
});

test("parts that are reported through another machine move here too, and stay out of this machine's history", () => {
  watched.take(aLoadedMachine(holding(45)));

  const other = holding(46, { id: "2", pk: 2 });
  expect(watched.hear(aMachineEvent("8", { machinePk: 2, machine: other }))).toBe(true);

  const slot = watched.slot("1:CURRENT");
  expect(slot?.operation).toMatchObject({ currentlyMadeQuantity: 46, quantityReports: [{ quantity: 46 }] });
  expect(slot?.manualOperation?.currentlyMadeQuantity).toBe(46);
  expect(watched.machine.value?.pk).toBe(1);
  expect(historyIds()).toEqual([]);
});

test("another machine that plans the same without counting it brings its numbers, and takes no curve away", () => {
  watched.take(aLoadedMachine(holding(45)));
  const next = aSlotInFull("2:NEXT", { source: "IDLE", monitorOperation: anOperationInFull("9", { name: "Renamed" }) });

  watched.hear(aMachineEvent("8", { machinePk: 2, machine: aMachineInFull({ pk: 2, next }) }));

  expect(watched.slot("1:CURRENT")?.operation).toMatchObject({ name: "Renamed", quantityReports: [{ quantity: 45 }] });
});

test("an event of the plant about an operation of this machine is not enough: it carries no machine", () => {
  watched.take(aLoadedMachine(holding(45)));

  expect(watched.hear(aMachineEvent("8", { machinePk: null, operationId: "9" }))).toBe(false);
  expect(watched.hear(aMachineEvent("9", { machinePk: null, operationId: "10" }))).toBe(true);
  expect(watched.hear(aMachineEvent("10", { kind: "POOL_SYNCED", machinePk: null, operationId: null }))).toBe(true);
  expect(historyIds()).toEqual(["10", "9", "8"]);
});

test("a deleted machine is gone", () => {
  watched.take(aLoadedMachine(holding(45)));

  watched.hear(aMachineEvent("8", { kind: "MACHINE_DELETED", operationId: null }));

  expect(watched.machine.value).toBeNull();
  expect(watched.slot("1:CURRENT")).toBeNull();
});
