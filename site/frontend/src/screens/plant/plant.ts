import { type Signal, signal } from "@preact/signals";
import type { FollowPlantSubscription, LoadPlantQuery, MachineOnScreenFragment } from "../generated/documents";
import type { ScriptContact } from "./script_contact";

export type Machine = MachineOnScreenFragment;
export type Slot = Machine["current"];
export type Operation = NonNullable<Slot["operation"]>;
export type Viewer = LoadPlantQuery["viewer"];
export type PlantEvent = Extract<FollowPlantSubscription["planningEvents"], { __typename: "PlanningEvent" }>;

const BOTH_SLOTS = ["current", "next"] as const;

/** The machines of the plant as the screen knows them. Each is a signal of its own, so that an event redraws one. */
export class Plant {
  /** The machines in the order of their names. */
  readonly machines: Signal<readonly Signal<Machine>[]> = signal([]);
  readonly viewer: Signal<Viewer | null> = signal(null);
  /** Null until it is read. */
  readonly script: Signal<ScriptContact | null> = signal(null);

  /** Put what was loaded in the place of all that is known. */
  take(loaded: LoadPlantQuery): void {
    this.viewer.value = loaded.viewer;
    this.script.value = loaded.plant;
    const known = new Map(this.machines.peek().map((machine) => [machine.peek().pk, machine]));
    this.machines.value = loaded.machines.map((machine) => {
      const kept = known.get(machine.pk) ?? signal(machine);
      kept.value = machine;
      return kept;
    });
  }

  /** Bring what is known up to date with an event. */
  hear({ kind, machinePk, machine }: Pick<PlantEvent, "kind" | "machinePk" | "machine">): void {
    if (machine) {
      this.put(machine);
      this.putOperationsOf(machine);
    } else if (kind === "MACHINE_DELETED") {
      this.machines.value = this.machines.value.filter((known) => known.peek().pk !== machinePk);
    }
  }

  /** Whether an event changed what is known and does not bring how: an operation that was corrected by hand, say. */
  isOutdatedBy({ machine, operationId }: Pick<PlantEvent, "machine" | "operationId">): boolean {
    if (machine || operationId === null) return false;
    const slots = this.machines.value.flatMap(({ value: { current, next } }) => [current, next]);
    return slots.some((slot) => slot.operation?.id === operationId || slot.monitorOperation?.id === operationId);
  }

  /** The machine with this key; null where the plant has none. */
  machine(pk: number): Signal<Machine> | null {
    return this.machines.value.find((machine) => machine.peek().pk === pk) ?? null;
  }

  /** The slot with this id; null where the plant has none. */
  slot(id: string): Slot | null {
    for (const { value: machine } of this.machines.value) {
      for (const name of BOTH_SLOTS) if (machine[name].id === id) return machine[name];
    }
    return null;
  }

  private put(machine: Machine): void {
    const known = this.machine(machine.pk);
    if (known) known.value = machine;
    else this.insert(machine);
  }

  /** Databases order names each in their way: the others stay as they came. */
  private insert(machine: Machine): void {
    const all = this.machines.value;
    const after = all.findIndex((one) => one.peek().name.localeCompare(machine.name) > 0);
    const place = after === -1 ? all.length : after;
    this.machines.value = [...all.slice(0, place), signal(machine), ...all.slice(place)];
  }

  /** An operation may be on two machines; its parts are reported through one of them. */
  private putOperationsOf({ pk, current, next }: Machine): void {
    const fresh = new Map([current.operation, next.operation].flatMap((one) => (one ? [[one.id, one] as const] : [])));
    for (const machine of this.machines.peek()) {
      if (machine.peek().pk !== pk) machine.value = withOperations(machine.peek(), fresh);
    }
  }
}

/** The machine with these operations in the place of those with the same ids; the same object where it has none. */
function withOperations(machine: Machine, fresh: ReadonlyMap<string, Operation>): Machine {
  const changed = BOTH_SLOTS.filter((name) => fresh.has(machine[name].operation?.id ?? ""));
  if (changed.length === 0) return machine;
  const slots = changed.map((name) => {
    const slot = machine[name];
    return [name, { ...slot, operation: fresh.get(slot.operation?.id ?? "") ?? slot.operation }];
  });
  return { ...machine, ...Object.fromEntries(slots) };
}
