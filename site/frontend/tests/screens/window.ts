import { vi } from "vitest";

/** What a browser's window tells of, and is told; Node.js has neither. `vi.unstubAllGlobals()` takes it away. */
export interface StubbedWindow {
  comeOnline(): void;
  /** How many wait for the network. */
  waiting(): number;
  readonly reported: unknown[];
}

export function stubWindow(): StubbedWindow {
  const listeners = new Set<EventListener>();
  const reported: unknown[] = [];
  vi.stubGlobal("addEventListener", (_type: "online", listener: EventListener) => listeners.add(listener));
  vi.stubGlobal("removeEventListener", (_type: "online", listener: EventListener) => listeners.delete(listener));
  vi.stubGlobal("reportError", (problem: unknown) => reported.push(problem));
  return {
    comeOnline: () => {
      for (const listener of [...listeners]) listener(new Event("online"));
    },
    waiting: () => listeners.size,
    reported,
  };
}
