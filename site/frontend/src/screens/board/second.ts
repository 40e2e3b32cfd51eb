import { type ReadonlySignal, signal } from "@preact/signals";

const SECOND_MS = 1_000;
const clock = signal(Date.now());

setInterval(() => {
  clock.value = Date.now();
}, SECOND_MS);

/** The time in milliseconds, to the second: for the clock on the wall, and what has to be told at once. */
export const second: ReadonlySignal<number> = clock;
