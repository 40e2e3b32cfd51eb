import type { LoadPlantQuery } from "../../src/screens/generated/documents";
import type { Machine, Operation, Plant, Slot } from "../../src/screens/plant/plant";

/** An operation of Monitor's, `45 of 100` made. */
export function anOperation(id: string, changes: Partial<Operation> = {}): Operation {
  return {
    id,
    monitorOperationId: `M${id}`,
    name: `Part ${id}`,
    reportNumber: null,
    quantity: 100,
    currentlyMadeQuantity: 45,
    isOverPlan: false,
    progress: 0.45,
    estimatedFinish: null,
    isSetup: false,
    isInPool: true,
    material: null,
    location: null,
    employeeNames: [],
    ...changes,
  };
}

/** A slot of which nobody decided anything. */
export function aSlot(id: string, changes: Partial<Slot> = {}): Slot {
  return {
    id,
    operationType: "CURRENT",
    version: 1,
    source: "EMPTY",
    assignedAt: null,
    assignedBy: null,
    note: null,
    monitorLastHeardAt: null,
    diverges: false,
    operation: null,
    monitorOperation: null,
    ...changes,
  };
}

export function aMachine(pk: number, changes: Partial<Machine> = {}): Machine {
  return {
    id: `machine-${pk}`,
    pk,
    name: `Machine ${pk}`,
    isActive: true,
    current: aSlot(`${pk}-current`),
    next: aSlot(`${pk}-next`, { operationType: "NEXT" }),
    ...changes,
  };
}

export function aLoadedPlant(machines: Machine[], changes: Partial<LoadPlantQuery> = {}): LoadPlantQuery {
  return {
    latestEventId: "1",
    viewer: { name: "ada", canChangeAssignments: true },
    plant: { scriptLastHeardAt: null, scriptIsSilent: true },
    machines,
    ...changes,
  };
}

/** Tell a plant of a machine as events do. */
export function hearOf(plant: Plant, machine: Machine): void {
  plant.hear({ kind: "ASSIGNED", machinePk: machine.pk, machine });
}
