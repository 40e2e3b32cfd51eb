import type { LoadMachineQuery } from "../../../src/screens/generated/documents";
import type { HistoryEvent } from "../../../src/screens/machine/event_history";
import type { PoolOperation } from "../../../src/screens/machine/pool_search";
import type {
  CountingOperation,
  Machine,
  MachineEvent,
  Operation,
  Slot,
} from "../../../src/screens/machine/watched_machine";
import { aMachine, anOperation, aSlot } from "../samples";

export function anOperationInFull(id: string, changes: Partial<Operation> = {}): Operation {
  return { ...anOperation(id), plannedStartDate: null, plannedFinishDate: null, drawingUrl: null, ...changes };
}

export function aCountingOperation(id: string, changes: Partial<CountingOperation> = {}): CountingOperation {
  return { ...anOperationInFull(id), quantityReports: [], ...changes };
}

/** A slot with what a planner put there, and what Monitor plans. */
export function aSlotInFull(id: string, changes: Partial<Slot> = {}): Slot {
  return { ...aSlot(id), operation: null, manualOperation: null, monitorOperation: null, ...changes };
}

/** Machine 1, of which nobody decided anything, with other slots where they are given. */
export function aMachineInFull(changes: Partial<Machine> = {}): Machine {
  return {
    ...aMachine(1),
    current: aSlotInFull("1:CURRENT"),
    next: aSlotInFull("1:NEXT", { operationType: "NEXT" }),
    ...changes,
  };
}

/** An event of machine 1's current slot, about operation 9. */
export function anEvent(id: string, changes: Partial<HistoryEvent> = {}): HistoryEvent {
  return {
    id,
    kind: "QUANTITY_REPORTED",
    occurredAt: "2026-01-31T06:00:00Z",
    actor: "script",
    machinePk: 1,
    operationType: "CURRENT",
    operationId: "9",
    operationName: "Bracket",
    monitorOperationId: "M9",
    quantity: null,
    quantityBefore: null,
    before: null,
    after: null,
    reason: null,
    ...changes,
  };
}

export function aMachineEvent(id: string, changes: Partial<MachineEvent> = {}): MachineEvent {
  return { ...anEvent(id), __typename: "PlanningEvent", machine: null, ...changes };
}

export function aLoadedMachine(machine: Machine | null, events: HistoryEvent[] = []): LoadMachineQuery {
  return {
    latestEventId: "7",
    viewer: { name: "ada", canChangeAssignments: true },
    plant: { scriptLastHeardAt: "2026-01-31T05:59:00Z", scriptIsSilent: false },
    machine,
    planningEvents: { items: events, pageInfo: { hasPreviousPage: false } },
  };
}

export function aPoolOperation(id: string, changes: Partial<PoolOperation> = {}): PoolOperation {
  return {
    id,
    monitorOperationId: `M${id}`,
    name: `Part ${id}`,
    reportNumber: null,
    quantity: null,
    material: null,
    assignedTo: [],
    ...changes,
  };
}
