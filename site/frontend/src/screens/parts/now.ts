import { type ReadonlySignal, signal } from "@preact/signals";

const EVERY_MS = 10_000;
const clock = signal(Date.now());

setInterval(() => {
  clock.value = Date.now();
}, EVERY_MS);

/** The time in milliseconds, to ten seconds: what shows ages reads it, and is drawn again as they grow. */
export const now: ReadonlySignal<number> = clock;
