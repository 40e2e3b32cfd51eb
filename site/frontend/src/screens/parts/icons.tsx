import type { JSX } from "preact";
import type { SlotSource } from "../generated/documents";

/** Shapes that go with words: nothing is told by colour alone, and a glance needs no reading. */
const PATHS = {
  MONITOR: "M2 3h12v8H9v2h2v1H5v-1h2v-2H2zM3.5 4.5v5h9v-5z",
  MANUAL: "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 6c0-3 3-4.5 6-4.5s6 1.5 6 4.5z",
  IDLE: "M4 3h3v10H4zm5 0h3v10H9z",
  EMPTY: "M3 7h10v2H3z",
  setup:
    "M14 4.5a3.5 3.5 0 0 1-4.6 3.3L4.6 12.6a1.3 1.3 0 0 1-1.9-1.9l4.8-4.8A3.5 3.5 0 0 1 11.5 1.3L9.6 3.2l.5 2 2 .5 1.9-1.9z",
  running: "M4 2.5v11l9-5.5z",
  warning: "M8 1.5 15 14H1zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z",
  live: "M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
  lost: "M3.2 2 14 12.8 12.8 14 2 3.2zM8 4a4 4 0 0 1 4 4l-4-4zM4 8l4 4a4 4 0 0 1-4-4z",
} satisfies Record<SlotSource | string, string>;

export type IconName = keyof typeof PATHS;

/** A picture beside words that say the same. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path fill-rule="evenodd" d={PATHS[name]} />
    </svg>
  );
}
