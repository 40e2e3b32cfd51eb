import { nameOf } from "../plant/names";
import type { Machine, Slot } from "../plant/plant";

/** Which machines are listed. */
export const SHOWN = ["active", "overridden", "diverging", "idle", "empty", "all"] as const;
export type Shown = (typeof SHOWN)[number];

/** By what they are ordered. */
export const ORDERS = ["name", "progress", "finish", "heard"] as const;
export type Order = (typeof ORDERS)[number];

/** What a planner chose to see. */
export interface Choice {
  readonly text: string;
  readonly shown: Shown;
  readonly order: Order;
}

const EVERYTHING_ACTIVE: Choice = { text: "", shown: "active", order: "name" };

/** Read a choice from the query of an address; what it does not name is as at first. */
export function readChoice(search: string): Choice {
  const query = new URLSearchParams(search);
  return {
    text: query.get("text") ?? EVERYTHING_ACTIVE.text,
    shown: SHOWN.find((one) => one === query.get("shown")) ?? EVERYTHING_ACTIVE.shown,
    order: ORDERS.find((one) => one === query.get("order")) ?? EVERYTHING_ACTIVE.order,
  };
}

/** The query of an address that keeps a choice; empty where nothing was chosen. */
export function writeChoice(choice: Choice): string {
  const chosen = Object.entries(choice).filter(([name, value]) => value !== EVERYTHING_ACTIVE[name as keyof Choice]);
  const query = new URLSearchParams(chosen).toString();
  return query && `?${query}`;
}

/** The machines that a choice asks for, in its order; those of equal rank stay in the order of their names. */
export function chosen<One>(machines: readonly One[], read: (one: One) => Machine, choice: Choice): readonly One[] {
  const words = choice.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return machines
    .map((one) => ({ one, machine: read(one) }))
    .filter(({ machine }) => isShown(machine, choice.shown) && hasWords(machine, words))
    .sort((left, right) => rank(left.machine, choice.order) - rank(right.machine, choice.order))
    .map(({ one }) => one);
}

/** Whether a planner decided about this slot. */
export function isOverridden({ source }: Slot): boolean {
  return source === "MANUAL" || source === "IDLE";
}

/** The slots of a machine that planners decided about. */
export function overriddenSlots({ current, next }: Machine): readonly Slot[] {
  return [current, next].filter(isOverridden);
}

/** When Monitor last told of either slot; null where it never did. */
export function monitorLastHeardAt({ current, next }: Machine): string | null {
  const heard = [current, next].flatMap((slot) => slot.monitorLastHeardAt ?? []);
  return heard.sort((left, right) => Date.parse(right) - Date.parse(left))[0] ?? null;
}

function isShown(machine: Machine, shown: Shown): boolean {
  const slots = [machine.current, machine.next];
  switch (shown) {
    case "all":
      return true;
    case "active":
      return machine.isActive;
    case "overridden":
      return slots.some(isOverridden);
    case "diverging":
      return slots.some(({ diverges }) => diverges);
    case "idle":
      return machine.current.source === "IDLE";
    case "empty":
      return machine.current.source === "EMPTY";
  }
}

function hasWords(machine: Machine, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [machine.name, ...[machine.current, machine.next].flatMap(textsOf)].join("\n").toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

function textsOf({ operation }: Slot): string[] {
  return operation ? [nameOf(operation), operation.monitorOperationId, operation.reportNumber ?? ""] : [];
}

/** Lower comes first; what is unknown comes last, but who was never heard of is the longest without news. */
function rank(machine: Machine, order: Order): number {
  const { operation } = machine.current;
  switch (order) {
    case "name":
      return 0;
    case "progress":
      return operation?.progress == null ? 1 : -operation.progress;
    case "finish":
      return momentOr(Number.MAX_SAFE_INTEGER, operation?.estimatedFinish);
    case "heard":
      return momentOr(0, monitorLastHeardAt(machine));
  }
}

function momentOr(otherwise: number, iso: string | null | undefined): number {
  return iso ? Date.parse(iso) : otherwise;
}
