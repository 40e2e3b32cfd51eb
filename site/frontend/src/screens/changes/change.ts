import { type Api, Unanswered } from "../connection/api";
import {
  AssignOperationDocument,
  ClearSlotDocument,
  MarkSlotIdleDocument,
  RestoreSlotDocument,
} from "../generated/documents";
import { nameOf } from "../plant/names";
import type { Slot } from "../plant/plant";
import { type Outcome, outcomeOf } from "./outcomes";
import { refusalInWords } from "./words";

/** What a planner wants a slot to hold. */
export type Wish =
  | { readonly kind: "assign"; readonly operationId: string; readonly name: string; readonly note: string }
  | { readonly kind: "idle"; readonly note: string }
  | { readonly kind: "clear" }
  | { readonly kind: "restore"; readonly eventId: string };

/** A wish for one slot, which the planner saw as `before`. */
export interface Change {
  readonly machinePk: number;
  readonly machineName: string;
  readonly before: Slot;
  readonly wish: Wish;
}

/** The wish that brings back what a slot held. */
export function wishFor({ source, operation, note }: Slot): Wish {
  if (source === "MANUAL" && operation) {
    return { kind: "assign", operationId: operation.id, name: nameOf(operation), note: note ?? "" };
  }
  return source === "IDLE" ? { kind: "idle", note: note ?? "" } : { kind: "clear" };
}

/** Ask the server for a change. Never throws for a server that does not answer: that is a refusal with its reason. */
export async function sendChange(api: Api, change: Change): Promise<Outcome> {
  try {
    const { result } = await ask(api, change);
    return outcomeOf(result, refusalInWords);
  } catch (problem) {
    if (problem instanceof Unanswered) return { kind: "refused", failure: problem.failure };
    throw problem;
  }
}

function ask(api: Api, { machinePk, before, wish }: Change) {
  const expectedVersion = before.version;
  const slot = { machinePk, operationType: before.operationType, expectedVersion };
  switch (wish.kind) {
    case "assign":
      return api.ask(
        AssignOperationDocument,
        { input: { ...slot, operationId: wish.operationId, note: wish.note || null } },
        { changes: true },
      );
    case "idle":
      return api.ask(MarkSlotIdleDocument, { input: { ...slot, note: wish.note || null } }, { changes: true });
    case "clear":
      return api.ask(ClearSlotDocument, { input: slot }, { changes: true });
    case "restore":
      return api.ask(RestoreSlotDocument, { input: { eventId: wish.eventId, expectedVersion } }, { changes: true });
  }
}
