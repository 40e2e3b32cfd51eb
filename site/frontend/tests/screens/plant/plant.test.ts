import { effect } from "@preact/signals";
import { expect, test } from "vitest";
import { type Machine, Plant } from "../../../src/screens/plant/plant";
import { aLoadedPlant, aMachine, anOperation, aSlot, hearOf } from "../samples";

function plantOf(...machines: Machine[]): Plant {
  const plant = new Plant();
  plant.take(aLoadedPlant(machines));
  return plant;
}

/** The names of the machines in the order in which they are listed. */
function namesOf(plant: Plant): string[] {
  return plant.machines.value.map((machine) => machine.value.name);
}

/** How often each machine is drawn from now on, by key, and how often the list. */
function drawings(plant: Plant): { list: number; machines: Record<number, number> } {
  const drawn = { list: -1, machines: {} as Record<number, number> };
  effect(() => {
    drawn.list += plant.machines.value.length > 0 ? 1 : 0;
  });
  for (const machine of plant.machines.peek()) {
    const { pk } = machine.peek();
    drawn.machines[pk] = -1;
    effect(() => {
      drawn.machines[pk] = (drawn.machines[pk] ?? 0) + (machine.value ? 1 : 0);
    });
  }
  return drawn;
}

function holding(pk: number, ...[current, next]: Parameters<typeof aSlot>[1][]): Machine {
  return aMachine(pk, { current: aSlot(`${pk}-current`, current), next: aSlot(`${pk}-next`, next) });
}

test("what was loaded is shown in the server's order, with the login and the script", () => {
  const plant = new Plant();

  const script = { scriptLastHeardAt: "2026-01-31T06:00:00Z", scriptIsSilent: true };
  plant.take(aLoadedPlant([aMachine(2), aMachine(1)], { plant: script }));

  expect(namesOf(plant)).toEqual(["Machine 2", "Machine 1"]);
  expect(plant.viewer.value).toEqual({ name: "ada", canChangeAssignments: true });
  expect(plant.script.value).toEqual(script);
});

test("an event draws its machine, and neither the others nor the list", () => {
  const plant = plantOf(aMachine(1), aMachine(2), aMachine(3));
  const drawn = drawings(plant);

  hearOf(plant, aMachine(2, { isActive: false }));

  expect(drawn).toEqual({ list: 0, machines: { 1: 0, 2: 1, 3: 0 } });
  expect(plant.machine(2)?.value.isActive).toBe(false);
});

test("an operation on two machines is brought up to date on both, whichever slot holds it", () => {
  const plant = plantOf(
    holding(1, { operation: anOperation("7") }),
    holding(2, { operation: anOperation("8") }, { operation: anOperation("7"), note: "hurry", version: 4 }),
    holding(3, { operation: anOperation("9") }),
  );
  const drawn = drawings(plant);
  const fresh = anOperation("7", { currentlyMadeQuantity: 46 });

  plant.hear({ kind: "QUANTITY_REPORTED", machinePk: 1, machine: holding(1, { operation: fresh }) });

  expect(plant.machine(1)?.value.current.operation?.currentlyMadeQuantity).toBe(46);
  expect(plant.machine(2)?.value.next).toEqual(aSlot("2-next", { operation: fresh, note: "hurry", version: 4 }));
  expect(plant.machine(2)?.value.current.operation).toEqual(anOperation("8"));
  expect(drawn).toEqual({ list: 0, machines: { 1: 1, 2: 1, 3: 0 } });
});

test("a machine that holds an operation twice has both brought up to date by another machine's event", () => {
  const twice = { operation: anOperation("7") };
  const plant = plantOf(holding(1, twice), holding(2, twice, twice));

  hearOf(plant, holding(1, { operation: anOperation("7", { isSetup: true }) }));

  const other = plant.machine(2)?.value;
  expect([other?.current.operation?.isSetup, other?.next.operation?.isSetup]).toEqual([true, true]);
});

test("a machine that lost its operations empties no other slot", () => {
  const plant = plantOf(holding(1, { operation: anOperation("7") }), holding(2, {}, { operation: anOperation("7") }));

  hearOf(plant, aMachine(1));

  expect(plant.machine(1)?.value.current.operation).toBeNull();
  expect(plant.machine(2)?.value.next.operation).toEqual(anOperation("7"));
});

test("a new machine is put in the order of names, and the others are not drawn again", () => {
  const plant = plantOf(aMachine(1, { name: "Drill" }), aMachine(2, { name: "Saw" }));
  const drawn = drawings(plant);

  hearOf(plant, aMachine(3, { name: "Lathe" }));
  hearOf(plant, aMachine(4, { name: "Anvil" }));
  hearOf(plant, aMachine(5, { name: "Welder" }));

  expect(namesOf(plant)).toEqual(["Anvil", "Drill", "Lathe", "Saw", "Welder"]);
  expect(drawn.machines).toEqual({ 1: 0, 2: 0 });
});

test("a new machine leaves the others in the order that the database gave them", () => {
  const plant = plantOf(...["anvil", "Drill", "Éclair", "Lathe"].map((name, pk) => aMachine(pk, { name })));

  hearOf(plant, aMachine(9, { name: "Welder" }));

  expect(namesOf(plant)).toEqual(["anvil", "Drill", "Éclair", "Lathe", "Welder"]);
});

test("a deleted machine goes", () => {
  const plant = plantOf(aMachine(1), aMachine(2));

  plant.hear({ kind: "MACHINE_DELETED", machinePk: 1, machine: null });

  expect(namesOf(plant)).toEqual(["Machine 2"]);
  expect([plant.machine(1), plant.slot("1-current")]).toEqual([null, null]);
});

test.each([
  { kind: "POOL_SYNCED", machinePk: null },
  { kind: "OPERATION_UPDATED", machinePk: null },
  // Of a machine that was deleted since.
  { kind: "ASSIGNED", machinePk: 1 },
] as const)("an event without its machine changes nothing: %o", (event) => {
  const plant = plantOf(aMachine(1), aMachine(2));
  const drawn = drawings(plant);
  const before = plant.machines.value;

  plant.hear({ ...event, machine: null });

  expect(plant.machines.value).toBe(before);
  expect(drawn).toEqual({ list: 0, machines: { 1: 0, 2: 0 } });
});

test("to load anew keeps the signals of known machines, with the new values and order", () => {
  const plant = plantOf(aMachine(1), aMachine(2));
  const [first, second] = plant.machines.value;

  plant.take(aLoadedPlant([aMachine(3), aMachine(2, { isActive: false }), aMachine(1, { name: "Renamed" })]));

  expect(namesOf(plant)).toEqual(["Machine 3", "Machine 2", "Renamed"]);
  expect([plant.machines.value[1], plant.machines.value[2]]).toEqual([second, first]);
  expect(plant.machines.value[2]).toBe(first);
  expect(second?.value.isActive).toBe(false);
});

test("to load anew drops machines that are gone", () => {
  const plant = plantOf(aMachine(1), aMachine(2));

  plant.take(aLoadedPlant([aMachine(2)]));

  expect(namesOf(plant)).toEqual(["Machine 2"]);
  expect(plant.machine(1)).toBeNull();
});

test("who waits for a slot is told when it changes, comes and goes", () => {
  const plant = plantOf(aMachine(1));
  const versions: (number | undefined)[] = [];
  effect(() => {
    versions.push(plant.slot("2-next")?.version);
  });

  hearOf(plant, aMachine(2));
  hearOf(plant, holding(2, {}, { version: 2 }));
  plant.hear({ kind: "MACHINE_DELETED", machinePk: 2, machine: null });

  expect(versions).toEqual([undefined, 1, 2, undefined]);
});

test("an operation that was corrected by hand outdates the slots that show it, and no others", () => {
  const plant = plantOf(holding(1, { operation: anOperation("7") }));

  expect(plant.isOutdatedBy({ machine: null, operationId: "7" })).toBe(true);
  expect(plant.isOutdatedBy({ machine: null, operationId: "8" })).toBe(false);
  expect(plant.isOutdatedBy({ machine: null, operationId: null })).toBe(false);
});
