import type { Failure } from "../../api/post";
import type { ConflictFragment, ErrorCode, WarningCode } from "../generated/documents";

export interface SavedSlot {
  readonly id: string;
  readonly version: number;
}

/** What became of a change that a planner asked for. */
export type Outcome =
  | {
      readonly kind: "saved";
      readonly slot: SavedSlot;
      readonly changed: boolean;
      readonly warnings: readonly WarningCode[];
    }
  | { readonly kind: "conflict"; readonly conflict: ConflictFragment }
  | { readonly kind: "refused"; readonly failure: Failure };

/** The results of the mutations that change one slot, as their documents ask for them. */
type Result =
  | { readonly __typename: string; readonly code: ErrorCode; readonly message: string }
  | ({ readonly __typename: "AssignmentConflict" } & ConflictFragment)
  | {
      readonly __typename: string;
      readonly slot: SavedSlot;
      readonly changed: boolean;
      readonly warnings?: readonly { readonly code: WarningCode }[];
    };

/** Read a mutation's result; `tell` puts a refusal into words. */
export function outcomeOf(result: Result, tell: (code: ErrorCode, message: string) => string): Outcome {
  if ("changedBy" in result) return { kind: "conflict", conflict: result };
  if ("slot" in result) {
    const warnings = (result.warnings ?? []).map(({ code }) => code);
    return { kind: "saved", slot: result.slot, changed: result.changed, warnings };
  }
  return { kind: "refused", failure: { message: tell(result.code, result.message), remedy: "none" } };
}
