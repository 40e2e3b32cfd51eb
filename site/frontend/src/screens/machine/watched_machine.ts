import { type Signal, signal } from "@preact/signals";
import type { FollowMachineSubscription, LoadMachineQuery, MachineInFullFragment } from "../generated/documents";
import type { ScriptContact } from "../plant/script_contact";
import { EventHistory } from "./event_history";

export type Machine = MachineInFullFragment;
export type Slot = Machine["current"];
export type Operation = NonNullable<Slot["monitorOperation"]>;
export type CountingOperation = NonNullable<Slot["operation"]>;
export type Viewer = LoadMachineQuery["viewer"];
export type MachineEvent = Extract<FollowMachineSubscription["planningEvents"], { __typename: "PlanningEvent" }>;

/** One machine as the screen knows it, with what happened on it. */
export class WatchedMachine {
  /** Undefined until it is read; null where no machine has the key. */
  readonly machine: Signal<Machine | null | undefined> = signal(undefined);
  readonly viewer: Signal<Viewer | null> = signal(null);
  /** Null until it is read. */
  readonly script: Signal<ScriptContact | null> = signal(null);
  readonly history = new EventHistory();

  constructor(readonly pk: number) {}

  /** Put what was loaded in the place of all that is known. */
  take({ viewer, plant, machine, planningEvents }: LoadMachineQuery): void {
    this.viewer.value = viewer;
    this.script.value = plant;
    this.machine.value = machine;
    this.history.take(planningEvents.items, planningEvents.pageInfo.hasPreviousPage);
  }

  /** Bring what is known up to date with an event. False where the event does not tell enough: read everything anew. */
  hear({ machine, ...event }: MachineEvent): boolean {
    // What another machine reports of an operation that both hold is part of the other's history.
    if (event.machinePk === this.pk || event.machinePk === null) this.history.hear(event);
    const known = this.machine.peek();
    if (machine?.pk === this.pk) this.machine.value = machine;
    else if (event.machinePk === this.pk) this.machine.value = null;
    else if (machine && known) this.machine.value = withOperationsOf(known, machine);
    // An operation on several machines is corrected in the name of the whole plant, whose events carry no machine.
    else return !known || !operationsOf(known).some(({ id }) => id === event.operationId);
    return true;
  }

  /** The slot with this id; null where the machine has none. */
  slot(id: string): Slot | null {
    const { value: machine } = this.machine;
    return (machine && [machine.current, machine.next].find((slot) => slot.id === id)) ?? null;
  }
}

function operationsOf({ current, next }: Machine): readonly Operation[] {
  return [current, next]
    .flatMap((slot) => [slot.operation, slot.manualOperation, slot.monitorOperation])
    .filter(isHeld);
}

function isHeld<Held>(held: Held | null): held is Held {
  return held !== null;
}

/** The machine with the other's news of operations that both hold. */
function withOperationsOf(machine: Machine, other: Machine): Machine {
  const counting = [other.current.operation, other.next.operation].filter(isHeld);
  const fresh = new Map(operationsOf(other).map((operation) => [operation.id, operation]));
  const freshCounting = new Map(counting.map((operation) => [operation.id, operation]));
  const renewed = (slot: Slot): Slot => ({
    ...slot,
    operation: slot.operation && {
      ...slot.operation,
      ...(freshCounting.get(slot.operation.id) ?? fresh.get(slot.operation.id)),
    },
    manualOperation: slot.manualOperation && (fresh.get(slot.manualOperation.id) ?? slot.manualOperation),
    monitorOperation: slot.monitorOperation && (fresh.get(slot.monitorOperation.id) ?? slot.monitorOperation),
  });
  return { ...machine, current: renewed(machine.current), next: renewed(machine.next) };
}
