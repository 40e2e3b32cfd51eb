import { gettext } from "../../language/gettext";
import type { OperationType } from "../generated/documents";

/** What people call an operation: its part's name, or Monitor's id where it has none. */
export function nameOf({ name, monitorOperationId }: { name: string | null; monitorOperationId: string }): string {
  return name || monitorOperationId;
}

/** What people call a slot. */
export function slotName(operationType: OperationType): string {
  return operationType === "CURRENT" ? gettext("Current") : gettext("Next");
}
