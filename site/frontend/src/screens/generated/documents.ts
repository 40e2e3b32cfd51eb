/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Which operation to put where. */
export type AssignOperationInput = {
  /** The slot's version as you saw it: if somebody changed it since, you get AssignmentConflict; null or absent: whatever it is now. */
  expectedVersion?: number | null | undefined;
  /** Key of the machine. */
  machinePk: number;
  /** Why, for other people, at most 500 characters; null or absent: no note. */
  note?: string | null | undefined;
  /** Id of the operation, such as operationPool gives. */
  operationId: string | number;
  /** Which of its slots. */
  operationType: OperationType;
};

/** Which slot to clear. */
export type ClearSlotInput = {
  /** The slot's version as you saw it: if somebody changed it since, you get AssignmentConflict; null or absent: whatever it is now. */
  expectedVersion?: number | null | undefined;
  /** Key of the machine. */
  machinePk: number;
  /** Why, for the log, at most 500 characters; null or absent: no note. */
  note?: string | null | undefined;
  /** Which of its slots. */
  operationType: OperationType;
};

/** Which slots to clear. */
export type ClearSlotsInput = {
  /** Why, for the log, at most 500 characters; null or absent: no note. */
  note?: string | null | undefined;
  /** The slots, at most 200; one that is refused stops no other. */
  slots: Array<SlotInput>;
};

/** Why something was refused; the REST door answers the same refusal with this code in lower case. */
export type ErrorCode =
  /** Somebody changed the slot since you read it; nothing was written. */
  | 'ASSIGNMENT_CONFLICT'
  /** The log does not reach back to the cursor: ask for your data anew. */
  | 'CURSOR_EXPIRED'
  /** The list of operations is empty, which would empty the pool. */
  | 'EMPTY_POOL'
  /** No planning event has this id. */
  | 'EVENT_NOT_FOUND'
  /** The event changed no slot, so nothing can be put back. */
  | 'EVENT_NOT_RESTORABLE'
  /** A value is malformed or out of range. */
  | 'INVALID_VALUE'
  /** No machine has this key. */
  | 'MACHINE_NOT_FOUND'
  /** The slot does not hold this operation, or not any more; nothing was written. */
  | 'OPERATION_NOT_ASSIGNED'
  /** No such operation exists. */
  | 'OPERATION_NOT_FOUND'
  /** A newer report was already accepted; this one was not written. */
  | 'OUTDATED_REPORT'
  /** Your login may not do this. */
  | 'PERMISSION_DENIED'
  /** An implausible share of the pool would be removed; nothing was written. */
  | 'POOL_SHRINK_REFUSED';

/** Which slot to mark idle. */
export type MarkSlotIdleInput = {
  /** The slot's version as you saw it: if somebody changed it since, you get AssignmentConflict; null or absent: whatever it is now. */
  expectedVersion?: number | null | undefined;
  /** Key of the machine. */
  machinePk: number;
  /** Why, for other people, at most 500 characters; null or absent: no note. */
  note?: string | null | undefined;
  /** Which of its slots. */
  operationType: OperationType;
};

/** The two slots of a machine. */
export type OperationType =
  /** What the machine works on now. */
  | 'CURRENT'
  /** What comes on the machine after that. */
  | 'NEXT';

/** What a planning event tells. */
export type PlanningEventKind =
  /** A planner put an operation into a slot. */
  | 'ASSIGNED'
  /** A planner gave a slot back to Monitor's plan. */
  | 'CLEARED'
  /** Monitor moved on, which ended the override of a slot. */
  | 'EXPIRED'
  /** A planner said that nothing runs in a slot. */
  | 'IDLE_MARKED'
  /** A machine was deleted with its slots. */
  | 'MACHINE_DELETED'
  /** Monitor plans another operation for a slot than before. */
  | 'MONITOR_MOVED_ON'
  /** An operation was deleted; a slot that held it was emptied. */
  | 'OPERATION_DELETED'
  /** Monitor changed details of an operation; the reason names them. */
  | 'OPERATION_UPDATED'
  /** The pool was made equal to Monitor's catalogue. */
  | 'POOL_SYNCED'
  /** A new total of made parts was accepted for an operation. */
  | 'QUANTITY_REPORTED'
  /** An operation went into setup or began to run. */
  | 'SETUP_CHANGED';

/** Which event to undo. */
export type RestoreSlotInput = {
  /** Id of the event, such as planningEvents gives. */
  eventId: string | number;
  /** The slot's version as you saw it: if somebody changed it since, you get AssignmentConflict; null or absent: whatever it is now. */
  expectedVersion?: number | null | undefined;
  /** Why, for other people, at most 500 characters; null or absent: the note of before the event. */
  note?: string | null | undefined;
};

/** Which operation is in setup, or runs. */
export type SetOperationSetupInput = {
  /** True for setup, false for running. */
  isSetup: boolean;
  /** Key of the machine. */
  machinePk: number;
  /** Id of the operation that the slot holds, the planner's or Monitor's. */
  operationId: string | number;
  /** Which of its slots. */
  operationType: OperationType;
};

/** What a planner had put into a slot at one moment. */
export type SlotContent =
  /** Idle: nothing runs here, whatever Monitor plans. */
  | 'IDLE'
  /** Nothing, so that Monitor's plan counted. */
  | 'NOTHING'
  /** An operation. */
  | 'OPERATION';

/** One slot of one machine, as you last saw it. */
export type SlotInput = {
  /** The slot's version as you saw it: if somebody changed it since, you get AssignmentConflict; null or absent: whatever it is now. */
  expectedVersion?: number | null | undefined;
  /** Key of the machine. */
  machinePk: number;
  /** Which of its slots. */
  operationType: OperationType;
};

/** Whose decision a slot shows. */
export type SlotSource =
  /** Nobody's: Monitor plans nothing here and no planner has decided anything. */
  | 'EMPTY'
  /** A planner's decision that nothing runs here, whatever Monitor plans. */
  | 'IDLE'
  /** An operation that a planner put there in place of Monitor's plan. */
  | 'MANUAL'
  /** Monitor's plan, which no planner has overridden. */
  | 'MONITOR';

/** Why a planner might think twice about a change that was made all the same. */
export type WarningCode =
  /** The operation is also in another slot. */
  | 'ALREADY_IN_A_SLOT'
  /** The slot already held this, so its earlier note was kept and the new one was not saved. */
  | 'NOTE_KEPT'
  /** The operation belongs to another machine. */
  | 'OTHER_MACHINES_OPERATION'
  /** The operation is not in the pool. */
  | 'OUTSIDE_POOL';

export type AssignOperationMutationVariables = Exact<{
  input: AssignOperationInput;
}>;


export type AssignOperationMutation = { result:
    | { __typename: 'AssignOperationSuccess', changed: boolean, warnings: Array<{ code: WarningCode, message: string }>, slot: { id: string, version: number } }
    | { __typename: 'AssignmentConflict', code: ErrorCode, message: string, changedBy: string | null, changedAt: string | null, slot: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } }
    | { __typename: 'InvalidValue', code: ErrorCode, message: string }
    | { __typename: 'MachineNotFound', code: ErrorCode, message: string }
    | { __typename: 'OperationNotFound', code: ErrorCode, message: string }
    | { __typename: 'PermissionDenied', code: ErrorCode, message: string }
   };

export type MarkSlotIdleMutationVariables = Exact<{
  input: MarkSlotIdleInput;
}>;


export type MarkSlotIdleMutation = { result:
    | { __typename: 'AssignmentConflict', code: ErrorCode, message: string, changedBy: string | null, changedAt: string | null, slot: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } }
    | { __typename: 'InvalidValue', code: ErrorCode, message: string }
    | { __typename: 'MachineNotFound', code: ErrorCode, message: string }
    | { __typename: 'MarkSlotIdleSuccess', changed: boolean, warnings: Array<{ code: WarningCode, message: string }>, slot: { id: string, version: number } }
    | { __typename: 'PermissionDenied', code: ErrorCode, message: string }
   };

export type ClearSlotMutationVariables = Exact<{
  input: ClearSlotInput;
}>;


export type ClearSlotMutation = { result:
    | { __typename: 'AssignmentConflict', code: ErrorCode, message: string, changedBy: string | null, changedAt: string | null, slot: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } }
    | { __typename: 'ClearSlotSuccess', changed: boolean, warnings: Array<{ code: WarningCode, message: string }>, slot: { id: string, version: number } }
    | { __typename: 'InvalidValue', code: ErrorCode, message: string }
    | { __typename: 'MachineNotFound', code: ErrorCode, message: string }
    | { __typename: 'PermissionDenied', code: ErrorCode, message: string }
   };

export type RestoreSlotMutationVariables = Exact<{
  input: RestoreSlotInput;
}>;


export type RestoreSlotMutation = { result:
    | { __typename: 'AssignmentConflict', code: ErrorCode, message: string, changedBy: string | null, changedAt: string | null, slot: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } }
    | { __typename: 'EventNotFound', code: ErrorCode, message: string }
    | { __typename: 'EventNotRestorable', code: ErrorCode, message: string }
    | { __typename: 'InvalidValue', code: ErrorCode, message: string }
    | { __typename: 'MachineNotFound', code: ErrorCode, message: string }
    | { __typename: 'OperationNotFound', code: ErrorCode, message: string }
    | { __typename: 'PermissionDenied', code: ErrorCode, message: string }
    | { __typename: 'RestoreSlotSuccess', changed: boolean, warnings: Array<{ code: WarningCode, message: string }>, slot: { id: string, version: number } }
   };

export type ConflictFragment = { changedBy: string | null, changedAt: string | null, slot: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } };

export type ClearSlotsMutationVariables = Exact<{
  input: ClearSlotsInput;
}>;


export type ClearSlotsMutation = { result:
    | { __typename: 'ClearSlotsSuccess', outcomes: Array<
        | { __typename: 'AssignmentConflict', code: ErrorCode, message: string, changedBy: string | null, changedAt: string | null, slot: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } }
        | { __typename: 'ClearSlotSuccess', changed: boolean, slot: { id: string, version: number } }
        | { __typename: 'InvalidValue', code: ErrorCode, message: string }
        | { __typename: 'MachineNotFound', code: ErrorCode, message: string }
        | { __typename: 'PermissionDenied', code: ErrorCode, message: string }
      > }
    | { __typename: 'InvalidValue', code: ErrorCode, message: string }
    | { __typename: 'PermissionDenied', code: ErrorCode, message: string }
   };

export type FollowMachineSubscriptionVariables = Exact<{
  pk: number;
  after: string | number;
}>;


export type FollowMachineSubscription = { planningEvents:
    | { __typename: 'CursorExpired' }
    | { __typename: 'PlanningEvent', id: string, kind: PlanningEventKind, occurredAt: string, actor: string | null, machinePk: number | null, operationType: OperationType | null, operationId: string | null, operationName: string | null, monitorOperationId: string | null, quantity: number | null, quantityBefore: number | null, reason: string | null, machine: { id: string, pk: number, name: string, isActive: boolean, current: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string>, quantityReports: Array<{ reportedAt: string, quantity: number }> } | null, manualOperation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null, plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null }, next: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string>, quantityReports: Array<{ reportedAt: string, quantity: number }> } | null, manualOperation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null, plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null } } | null, before: { held: SlotContent, operationId: string | null, monitorOperationId: string | null, operationName: string | null } | null, after: { held: SlotContent, operationId: string | null, monitorOperationId: string | null, operationName: string | null } | null }
   };

export type FollowPlantSubscriptionVariables = Exact<{
  after: string | number;
}>;


export type FollowPlantSubscription = { planningEvents:
    | { __typename: 'CursorExpired' }
    | { __typename: 'PlanningEvent', id: string, kind: PlanningEventKind, machinePk: number | null, operationId: string | null, machine: { id: string, pk: number, name: string, isActive: boolean, current: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null }, next: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } } | null }
   };

export type OperationOnScreenFragment = { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> };

export type SlotOnScreenFragment = { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null };

export type MachineOnScreenFragment = { id: string, pk: number, name: string, isActive: boolean, current: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null }, next: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } };

export type LoadMachineQueryVariables = Exact<{
  pk: number;
}>;


export type LoadMachineQuery = { latestEventId: string, viewer: { name: string, canChangeAssignments: boolean }, plant: { scriptLastHeardAt: string | null, scriptIsSilent: boolean }, machine: { id: string, pk: number, name: string, isActive: boolean, current: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string>, quantityReports: Array<{ reportedAt: string, quantity: number }> } | null, manualOperation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null, plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null }, next: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string>, quantityReports: Array<{ reportedAt: string, quantity: number }> } | null, manualOperation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null, plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null } } | null, planningEvents: { items: Array<{ id: string, kind: PlanningEventKind, occurredAt: string, actor: string | null, machinePk: number | null, operationType: OperationType | null, operationId: string | null, operationName: string | null, monitorOperationId: string | null, quantity: number | null, quantityBefore: number | null, reason: string | null, before: { held: SlotContent, operationId: string | null, monitorOperationId: string | null, operationName: string | null } | null, after: { held: SlotContent, operationId: string | null, monitorOperationId: string | null, operationName: string | null } | null }>, pageInfo: { hasPreviousPage: boolean } } };

export type LoadPlantQueryVariables = Exact<{ [key: string]: never; }>;


export type LoadPlantQuery = { latestEventId: string, viewer: { name: string, canChangeAssignments: boolean }, plant: { scriptLastHeardAt: string | null, scriptIsSilent: boolean }, machines: Array<{ id: string, pk: number, name: string, isActive: boolean, current: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null }, next: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null } | null } }> };

export type OperationInFullFragment = { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> };

export type SlotInFullFragment = { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string>, quantityReports: Array<{ reportedAt: string, quantity: number }> } | null, manualOperation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null, plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null };

export type MachineInFullFragment = { id: string, pk: number, name: string, isActive: boolean, current: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string>, quantityReports: Array<{ reportedAt: string, quantity: number }> } | null, manualOperation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null, plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null }, next: { id: string, operationType: OperationType, version: number, source: SlotSource, assignedAt: string | null, assignedBy: string | null, note: string | null, monitorLastHeardAt: string | null, diverges: boolean, operation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string>, quantityReports: Array<{ reportedAt: string, quantity: number }> } | null, manualOperation: { plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null, monitorOperation: { id: string, monitorOperationId: string, name: string | null, plannedStartDate: string | null, plannedFinishDate: string | null, drawingUrl: string | null, reportNumber: string | null, quantity: number | null, currentlyMadeQuantity: number, isOverPlan: boolean, progress: number | null, estimatedFinish: string | null, isSetup: boolean, isInPool: boolean, material: string | null, location: string | null, employeeNames: Array<string> } | null } };

export type EventInHistoryFragment = { id: string, kind: PlanningEventKind, occurredAt: string, actor: string | null, machinePk: number | null, operationType: OperationType | null, operationId: string | null, operationName: string | null, monitorOperationId: string | null, quantity: number | null, quantityBefore: number | null, reason: string | null, before: { held: SlotContent, operationId: string | null, monitorOperationId: string | null, operationName: string | null } | null, after: { held: SlotContent, operationId: string | null, monitorOperationId: string | null, operationName: string | null } | null };

export type OlderEventsQueryVariables = Exact<{
  pk: number;
  before: string | number;
}>;


export type OlderEventsQuery = { planningEvents: { items: Array<{ id: string, kind: PlanningEventKind, occurredAt: string, actor: string | null, machinePk: number | null, operationType: OperationType | null, operationId: string | null, operationName: string | null, monitorOperationId: string | null, quantity: number | null, quantityBefore: number | null, reason: string | null, before: { held: SlotContent, operationId: string | null, monitorOperationId: string | null, operationName: string | null } | null, after: { held: SlotContent, operationId: string | null, monitorOperationId: string | null, operationName: string | null } | null }>, pageInfo: { hasPreviousPage: boolean } } };

export type ReadPulseQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadPulseQuery = { latestEventId: string, plant: { scriptLastHeardAt: string | null, scriptIsSilent: boolean } };

export type SearchPoolQueryVariables = Exact<{
  search: string;
}>;


export type SearchPoolQuery = { operationPool: { totalCount: number, items: Array<{ id: string, monitorOperationId: string, name: string | null, reportNumber: string | null, quantity: number | null, material: string | null, assignedTo: Array<{ id: string, operationType: OperationType, machine: { pk: number, name: string } }> }> } };

export type SetOperationSetupMutationVariables = Exact<{
  input: SetOperationSetupInput;
}>;


export type SetOperationSetupMutation = { result:
    | { __typename: 'MachineNotFound', code: ErrorCode, message: string }
    | { __typename: 'OperationNotAssigned', code: ErrorCode, message: string }
    | { __typename: 'OperationNotFound', code: ErrorCode, message: string }
    | { __typename: 'PermissionDenied', code: ErrorCode, message: string }
    | { __typename: 'SetOperationSetupSuccess', changed: boolean, operation: { id: string, isSetup: boolean } }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const OperationOnScreenFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
    `, {"fragmentName":"OperationOnScreen"}) as unknown as TypedDocumentString<OperationOnScreenFragment, unknown>;
export const SlotOnScreenFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}`, {"fragmentName":"SlotOnScreen"}) as unknown as TypedDocumentString<SlotOnScreenFragment, unknown>;
export const ConflictFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`, {"fragmentName":"Conflict"}) as unknown as TypedDocumentString<ConflictFragment, unknown>;
export const MachineOnScreenFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MachineOnScreen on Machine {
  id
  pk
  name
  isActive
  current {
    ...SlotOnScreen
  }
  next {
    ...SlotOnScreen
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`, {"fragmentName":"MachineOnScreen"}) as unknown as TypedDocumentString<MachineOnScreenFragment, unknown>;
export const OperationInFullFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OperationInFull on MonitorOperation {
  ...OperationOnScreen
  plannedStartDate
  plannedFinishDate
  drawingUrl
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}`, {"fragmentName":"OperationInFull"}) as unknown as TypedDocumentString<OperationInFullFragment, unknown>;
export const SlotInFullFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SlotInFull on MachineSlot {
  ...SlotOnScreen
  operation {
    ...OperationInFull
    quantityReports(last: 100) {
      reportedAt
      quantity
    }
  }
  manualOperation {
    ...OperationInFull
  }
  monitorOperation {
    ...OperationInFull
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
fragment OperationInFull on MonitorOperation {
  ...OperationOnScreen
  plannedStartDate
  plannedFinishDate
  drawingUrl
}`, {"fragmentName":"SlotInFull"}) as unknown as TypedDocumentString<SlotInFullFragment, unknown>;
export const MachineInFullFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MachineInFull on Machine {
  ...MachineOnScreen
  current {
    ...SlotInFull
  }
  next {
    ...SlotInFull
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
fragment MachineOnScreen on Machine {
  id
  pk
  name
  isActive
  current {
    ...SlotOnScreen
  }
  next {
    ...SlotOnScreen
  }
}
fragment OperationInFull on MonitorOperation {
  ...OperationOnScreen
  plannedStartDate
  plannedFinishDate
  drawingUrl
}
fragment SlotInFull on MachineSlot {
  ...SlotOnScreen
  operation {
    ...OperationInFull
    quantityReports(last: 100) {
      reportedAt
      quantity
    }
  }
  manualOperation {
    ...OperationInFull
  }
  monitorOperation {
    ...OperationInFull
  }
}`, {"fragmentName":"MachineInFull"}) as unknown as TypedDocumentString<MachineInFullFragment, unknown>;
export const EventInHistoryFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment EventInHistory on PlanningEvent {
  id
  kind
  occurredAt
  actor
  machinePk
  operationType
  operationId
  operationName
  monitorOperationId
  quantity
  quantityBefore
  before {
    held
    operationId
    monitorOperationId
    operationName
  }
  after {
    held
    operationId
    monitorOperationId
    operationName
  }
  reason
}
    `, {"fragmentName":"EventInHistory"}) as unknown as TypedDocumentString<EventInHistoryFragment, unknown>;
export const AssignOperationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AssignOperation($input: AssignOperationInput!) {
  result: assignOperation(input: $input) {
    __typename
    ... on AssignOperationSuccess {
      changed
      warnings {
        code
        message
      }
      slot {
        id
        version
      }
    }
    ... on AssignmentConflict {
      ...Conflict
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`) as unknown as TypedDocumentString<AssignOperationMutation, AssignOperationMutationVariables>;
export const MarkSlotIdleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MarkSlotIdle($input: MarkSlotIdleInput!) {
  result: markSlotIdle(input: $input) {
    __typename
    ... on MarkSlotIdleSuccess {
      changed
      warnings {
        code
        message
      }
      slot {
        id
        version
      }
    }
    ... on AssignmentConflict {
      ...Conflict
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`) as unknown as TypedDocumentString<MarkSlotIdleMutation, MarkSlotIdleMutationVariables>;
export const ClearSlotDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ClearSlot($input: ClearSlotInput!) {
  result: clearSlot(input: $input) {
    __typename
    ... on ClearSlotSuccess {
      changed
      warnings {
        code
        message
      }
      slot {
        id
        version
      }
    }
    ... on AssignmentConflict {
      ...Conflict
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`) as unknown as TypedDocumentString<ClearSlotMutation, ClearSlotMutationVariables>;
export const RestoreSlotDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RestoreSlot($input: RestoreSlotInput!) {
  result: restoreSlot(input: $input) {
    __typename
    ... on RestoreSlotSuccess {
      changed
      warnings {
        code
        message
      }
      slot {
        id
        version
      }
    }
    ... on AssignmentConflict {
      ...Conflict
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`) as unknown as TypedDocumentString<RestoreSlotMutation, RestoreSlotMutationVariables>;
export const ClearSlotsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ClearSlots($input: ClearSlotsInput!) {
  result: clearSlots(input: $input) {
    __typename
    ... on ClearSlotsSuccess {
      outcomes {
        __typename
        ... on ClearSlotSuccess {
          changed
          slot {
            id
            version
          }
        }
        ... on AssignmentConflict {
          ...Conflict
        }
        ... on Error {
          code
          message
        }
      }
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`) as unknown as TypedDocumentString<ClearSlotsMutation, ClearSlotsMutationVariables>;
export const FollowMachineDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription FollowMachine($pk: Int!, $after: ID!) {
  planningEvents(machinePks: [$pk], after: $after) {
    __typename
    ... on PlanningEvent {
      ...EventInHistory
      machine {
        ...MachineInFull
      }
    }
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
fragment MachineOnScreen on Machine {
  id
  pk
  name
  isActive
  current {
    ...SlotOnScreen
  }
  next {
    ...SlotOnScreen
  }
}
fragment OperationInFull on MonitorOperation {
  ...OperationOnScreen
  plannedStartDate
  plannedFinishDate
  drawingUrl
}
fragment SlotInFull on MachineSlot {
  ...SlotOnScreen
  operation {
    ...OperationInFull
    quantityReports(last: 100) {
      reportedAt
      quantity
    }
  }
  manualOperation {
    ...OperationInFull
  }
  monitorOperation {
    ...OperationInFull
  }
}
fragment MachineInFull on Machine {
  ...MachineOnScreen
  current {
    ...SlotInFull
  }
  next {
    ...SlotInFull
  }
}
fragment EventInHistory on PlanningEvent {
  id
  kind
  occurredAt
  actor
  machinePk
  operationType
  operationId
  operationName
  monitorOperationId
  quantity
  quantityBefore
  before {
    held
    operationId
    monitorOperationId
    operationName
  }
  after {
    held
    operationId
    monitorOperationId
    operationName
  }
  reason
}`) as unknown as TypedDocumentString<FollowMachineSubscription, FollowMachineSubscriptionVariables>;
export const FollowPlantDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription FollowPlant($after: ID!) {
  planningEvents(after: $after) {
    __typename
    ... on PlanningEvent {
      id
      kind
      machinePk
      operationId
      machine {
        ...MachineOnScreen
      }
    }
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
fragment MachineOnScreen on Machine {
  id
  pk
  name
  isActive
  current {
    ...SlotOnScreen
  }
  next {
    ...SlotOnScreen
  }
}`) as unknown as TypedDocumentString<FollowPlantSubscription, FollowPlantSubscriptionVariables>;
export const LoadMachineDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LoadMachine($pk: Int!) {
  latestEventId
  viewer {
    name
    canChangeAssignments
  }
  plant {
    scriptLastHeardAt
    scriptIsSilent
  }
  machine(pk: $pk) {
    ...MachineInFull
  }
  planningEvents(machinePks: [$pk], last: 50) {
    items {
      ...EventInHistory
    }
    pageInfo {
      hasPreviousPage
    }
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
fragment MachineOnScreen on Machine {
  id
  pk
  name
  isActive
  current {
    ...SlotOnScreen
  }
  next {
    ...SlotOnScreen
  }
}
fragment OperationInFull on MonitorOperation {
  ...OperationOnScreen
  plannedStartDate
  plannedFinishDate
  drawingUrl
}
fragment SlotInFull on MachineSlot {
  ...SlotOnScreen
  operation {
    ...OperationInFull
    quantityReports(last: 100) {
      reportedAt
      quantity
    }
  }
  manualOperation {
    ...OperationInFull
  }
  monitorOperation {
    ...OperationInFull
  }
}
fragment MachineInFull on Machine {
  ...MachineOnScreen
  current {
    ...SlotInFull
  }
  next {
    ...SlotInFull
  }
}
fragment EventInHistory on PlanningEvent {
  id
  kind
  occurredAt
  actor
  machinePk
  operationType
  operationId
  operationName
  monitorOperationId
  quantity
  quantityBefore
  before {
    held
    operationId
    monitorOperationId
    operationName
  }
  after {
    held
    operationId
    monitorOperationId
    operationName
  }
  reason
}`) as unknown as TypedDocumentString<LoadMachineQuery, LoadMachineQueryVariables>;
export const LoadPlantDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LoadPlant {
  latestEventId
  viewer {
    name
    canChangeAssignments
  }
  plant {
    scriptLastHeardAt
    scriptIsSilent
  }
  machines {
    ...MachineOnScreen
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
fragment MachineOnScreen on Machine {
  id
  pk
  name
  isActive
  current {
    ...SlotOnScreen
  }
  next {
    ...SlotOnScreen
  }
}`) as unknown as TypedDocumentString<LoadPlantQuery, LoadPlantQueryVariables>;
export const OlderEventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query OlderEvents($pk: Int!, $before: ID!) {
  planningEvents(machinePks: [$pk], before: $before, last: 100) {
    items {
      ...EventInHistory
    }
    pageInfo {
      hasPreviousPage
    }
  }
}
    fragment EventInHistory on PlanningEvent {
  id
  kind
  occurredAt
  actor
  machinePk
  operationType
  operationId
  operationName
  monitorOperationId
  quantity
  quantityBefore
  before {
    held
    operationId
    monitorOperationId
    operationName
  }
  after {
    held
    operationId
    monitorOperationId
    operationName
  }
  reason
}`) as unknown as TypedDocumentString<OlderEventsQuery, OlderEventsQueryVariables>;
export const ReadPulseDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ReadPulse {
  latestEventId
  plant {
    scriptLastHeardAt
    scriptIsSilent
  }
}
    `) as unknown as TypedDocumentString<ReadPulseQuery, ReadPulseQueryVariables>;
export const SearchPoolDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SearchPool($search: String!) {
  operationPool(search: $search, pagination: {limit: 20}) {
    totalCount
    items {
      id
      monitorOperationId
      name
      reportNumber
      quantity
      material
      assignedTo {
        id
        operationType
        machine {
          pk
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchPoolQuery, SearchPoolQueryVariables>;
export const SetOperationSetupDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetOperationSetup($input: SetOperationSetupInput!) {
  result: setOperationSetup(input: $input) {
    __typename
    ... on SetOperationSetupSuccess {
      changed
      operation {
        id
        isSetup
      }
    }
    ... on Error {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetOperationSetupMutation, SetOperationSetupMutationVariables>;