import { gettext, interpolate } from "../../language/gettext";
import type { ErrorCode, WarningCode } from "../generated/documents";
import { slotName } from "../plant/names";
import type { Change, Wish } from "./change";

/** A refusal in the page's language; the server's own words where this page has none for it. */
export function refusalInWords(code: ErrorCode, message: string): string {
  switch (code) {
    case "PERMISSION_DENIED":
      return gettext("Your login may not change what machines run.");
    case "MACHINE_NOT_FOUND":
      return gettext("This machine does not exist any more.");
    case "OPERATION_NOT_FOUND":
      return gettext("This operation does not exist any more.");
    case "OPERATION_NOT_ASSIGNED":
      return gettext("The slot does not hold this operation any more.");
    default:
      return message;
  }
}

/** What a planner should know about a change that was made all the same. */
export function warningInWords(code: WarningCode): string {
  switch (code) {
    case "ALREADY_IN_A_SLOT":
      return gettext("This operation is also in another slot.");
    case "OTHER_MACHINES_OPERATION":
      return gettext("This operation belongs to another machine.");
    case "OUTSIDE_POOL":
      return gettext("This operation is not in the pool any more.");
    case "NOTE_KEPT":
      return gettext("The slot already held this: its earlier note was kept.");
  }
}

/** What a planner asked for, in a few words: what the slot shows until it is saved. */
export function wishInWords(wish: Wish): string {
  switch (wish.kind) {
    case "assign":
      return wish.name;
    case "idle":
      return gettext("Idle");
    case "clear":
      return gettext("Back to Monitor's plan");
    case "restore":
      return gettext("What was there before");
  }
}

/** What became of a change. */
export function doneInWords({ machineName, before, wish }: Change, { isUndo = false, changed = true }): string {
  const values = { machine: machineName, slot: slotName(before.operationType), wish: wishInWords(wish) };
  if (!changed) return interpolate(gettext("%(machine)s, %(slot)s: %(wish)s. It was so already."), values);
  if (isUndo) return interpolate(gettext("%(machine)s, %(slot)s: undone. %(wish)s."), values);
  return interpolate(gettext("%(machine)s, %(slot)s: %(wish)s."), values);
}
