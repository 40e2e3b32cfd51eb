import { type ReadonlySignal, signal } from "@preact/signals";

/** The machines that a planner chose, by key. */
export class Selection {
  private readonly chosen = signal<ReadonlySet<number>>(new Set());

  get machinePks(): ReadonlySignal<ReadonlySet<number>> {
    return this.chosen;
  }

  has(machinePk: number): boolean {
    return this.chosen.value.has(machinePk);
  }

  toggle(machinePk: number): void {
    const next = new Set(this.chosen.value);
    if (!next.delete(machinePk)) next.add(machinePk);
    this.chosen.value = next;
  }

  /** Choose exactly these. */
  set(machinePks: Iterable<number>): void {
    this.chosen.value = new Set(machinePks);
  }
}
