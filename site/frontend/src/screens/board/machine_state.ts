import type { Machine } from "../plant/plant";

/** What a machine does, as a glance should tell; in the order in which the board counts them. */
export const STATES = ["running", "setup", "idle", "empty"] as const;
export type MachineState = (typeof STATES)[number];

/** What a machine does now. */
export function stateOf({ current: { operation, source } }: Machine): MachineState {
  if (operation) return operation.isSetup ? "setup" : "running";
  return source === "IDLE" ? "idle" : "empty";
}

/** How many machines are in each state. */
export function countStates(machines: readonly Machine[]): Readonly<Record<MachineState, number>> {
  const counts = { running: 0, setup: 0, idle: 0, empty: 0 };
  for (const machine of machines) counts[stateOf(machine)] += 1;
  return counts;
}

/** The machines in use by their names as people count, "Lathe 2" before "Lathe 10". */
export function inUseByName<One>(machines: readonly One[], read: (one: One) => Machine, language: string): One[] {
  const names = new Intl.Collator(language, { numeric: true });
  return machines
    .filter((one) => read(one).isActive)
    .sort((left, right) => names.compare(read(left).name, read(right).name));
}
