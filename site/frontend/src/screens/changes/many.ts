import { batch } from "@preact/signals";
import { gettext, interpolate } from "../../language/gettext";
import { slotName } from "../plant/names";
import type { Change } from "./change";
import type { ChangeDesk } from "./desk";
import type { Outcome, SavedSlot } from "./outcomes";

/** A change that was made, and the slot as it was saved. */
export interface Made {
  readonly change: Change;
  readonly slot: SavedSlot;
}

export interface ManyChanges {
  /** How many are sent in one go. */
  readonly atOnce: number;
  /** The outcome of each, in their order. */
  send(part: readonly Change[]): Promise<readonly Outcome[]>;
  /** What to tell of so many that were made. */
  done(count: number): string;
  /** Takes those back that were made; null where that is not offered. */
  readonly undo: ((made: readonly Made[]) => Promise<void>) | null;
}

/** Make many changes and tell of them in one notice, which names those that were not made. Slots that wait are left out. */
export async function changeMany(desk: ChangeDesk, wanted: readonly Change[], many: ManyChanges): Promise<void> {
  const changes = wanted.filter(({ before }) => !desk.pending.peek().has(before.id));
  desk.notice.value = null;
  batch(() => {
    for (const { before, wish } of changes) desk.expect(before.id, { wish, savedVersion: null });
  });
  const outcomes: Outcome[] = [];
  for (let start = 0; start < changes.length; start += many.atOnce) {
    const part = changes.slice(start, start + many.atOnce);
    const answered = await many.send(part);
    batch(() => {
      for (const [index, change] of part.entries()) settle(desk, change, answered[index]);
    });
    outcomes.push(...answered);
  }
  tell(desk, changes, outcomes, many);
}

function settle(desk: ChangeDesk, { before, wish }: Change, outcome: Outcome | undefined): void {
  if (outcome?.kind === "saved") desk.saved(outcome.slot, wish);
  else desk.drop(before.id);
}

function tell(desk: ChangeDesk, changes: readonly Change[], outcomes: readonly Outcome[], many: ManyChanges): void {
  const made: Made[] = [];
  const kept: string[] = [];
  changes.forEach((change, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind !== "saved") kept.push(keptInWords(change, outcome));
    else if (outcome.changed) made.push({ change, slot: outcome.slot });
  });
  const [first] = outcomes;
  if (first?.kind === "refused" && outcomes.every(({ kind }) => kind === "refused")) {
    const message = gettext("Nothing was saved. The slots are as they were.");
    desk.notice.value = {
      kind: "refused",
      message,
      failure: first.failure,
      retry: () => void changeMany(desk, changes, many),
    };
    return;
  }
  const { undo } = many;
  desk.notice.value = {
    kind: "done",
    message: many.done(made.length),
    warnings: kept,
    undo: undo && made.length > 0 ? () => void undo(made) : null,
  };
}

function keptInWords({ machineName, before }: Change, outcome: Outcome | undefined): string {
  const where = { machine: machineName, slot: slotName(before.operationType) };
  if (outcome?.kind === "refused") {
    return interpolate(gettext("%(machine)s, %(slot)s: not saved. %(why)s"), {
      ...where,
      why: outcome.failure.message,
    });
  }
  return interpolate(gettext("%(machine)s, %(slot)s: left as it is, somebody changed it meanwhile."), where);
}
