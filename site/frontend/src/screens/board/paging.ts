import { type ReadonlySignal, signal } from "@preact/signals";

/** How long each page is in sight. */
export const PAGE_MS = 12_000;
/** A page that somebody stopped at goes on by itself: nobody may notice for days that machines are missing. */
export const HELD_TURNS = 25;

/** The page that is in turn, counted from 0. */
export function pageInTurn(turn: number, pages: number): number {
  return turn % Math.max(1, pages);
}

/** Turns the pages of a board, as long as it lives. */
export class Turning {
  private readonly turns = signal(0);
  private readonly turnsToHold = signal(0);
  private readonly timer = setInterval(() => this.pass(), PAGE_MS);

  /** How many turns have been. */
  get turn(): ReadonlySignal<number> {
    return this.turns;
  }

  /** Whether the pages stand still. */
  get isHeld(): boolean {
    return this.turnsToHold.value > 0;
  }

  /** Stop at the page in sight, or go on. */
  toggle(): void {
    this.turnsToHold.value = this.turnsToHold.peek() > 0 ? 0 : HELD_TURNS;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private pass(): void {
    if (this.turnsToHold.peek() > 0) this.turnsToHold.value -= 1;
    else this.turns.value += 1;
  }
}
