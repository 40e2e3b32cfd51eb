import { effect, type Signal, signal } from "@preact/signals";
import type { Failure } from "../../api/post";
import { gettext, interpolate } from "../../language/gettext";
import type { Api } from "../connection/api";
import type { ConflictFragment } from "../generated/documents";
import { slotName } from "../plant/names";
import type { Slot } from "../plant/plant";
import { type Change, sendChange, type Wish, wishFor } from "./change";
import type { Outcome, SavedSlot } from "./outcomes";
import { doneInWords, warningInWords } from "./words";

/** How long an answered change may wait for its event before the screen reads everything anew. */
const EVENT_WITHIN_MS = 3_000;

/** A change on its way: shown in the slot, marked as not saved yet. `savedVersion` is null until it is answered. */
export interface Pending {
  readonly wish: Wish;
  readonly savedVersion: number | null;
}

/** What the planner is told of the last change. */
export type Notice =
  | {
      readonly kind: "done";
      readonly message: string;
      readonly warnings: readonly string[];
      readonly undo: (() => void) | null;
    }
  | { readonly kind: "refused"; readonly message: string; readonly failure: Failure; readonly retry: () => void };

export interface Conflict {
  readonly change: Change;
  readonly theirs: ConflictFragment;
}

/** What the desk has to know of the screen. */
export interface Shown {
  /** The slot as the screen has it now. */
  slot(id: string): Slot | null;
  /** Read everything anew. */
  reload(): void;
}

/** Where a planner's changes are made: shown at once, sent, and kept or taken back as the server answers. */
export class ChangeDesk {
  /** The changes on their way, by slot id. */
  readonly pending: Signal<ReadonlyMap<string, Pending>> = signal(new Map());
  readonly notice: Signal<Notice | null> = signal(null);
  /** Somebody else was faster, and the planner has to choose. */
  readonly conflict: Signal<Conflict | null> = signal(null);

  constructor(
    private readonly api: Api,
    private readonly shown: Shown,
  ) {
    effect(() => this.dropArrived());
  }

  /** Make a change, unless the slot still waits for another. */
  async make(change: Change, { isUndo = false } = {}): Promise<void> {
    const { id } = change.before;
    if (this.pending.peek().has(id)) return;
    this.notice.value = null;
    this.conflict.value = null;
    this.expect(id, { wish: change.wish, savedVersion: null });
    try {
      this.settle(change, await sendChange(this.api, change), isUndo);
    } catch (fault) {
      this.drop(id);
      throw fault;
    }
  }

  /** The planner's way out of a conflict: what is there now stays. */
  keepTheirs(): void {
    this.conflict.value = null;
  }

  /** The other way out: the planner's wish replaces what is there now. */
  insist(): void {
    const conflict = this.conflict.peek();
    if (conflict) void this.make({ ...conflict.change, before: conflict.theirs.slot });
  }

  dismissNotice(): void {
    this.notice.value = null;
  }

  /** A slot was saved: it is shown as pending until the event of the change arrives. */
  saved({ id, version }: SavedSlot, wish: Wish): void {
    this.expect(id, { wish, savedVersion: version });
    setTimeout(() => {
      if (this.pending.peek().get(id)?.savedVersion !== version) return;
      this.dropAnswered();
      this.shown.reload();
    }, EVENT_WITHIN_MS);
  }

  private settle(change: Change, outcome: Outcome, isUndo: boolean): void {
    const { id } = change.before;
    if (outcome.kind === "saved") {
      this.saved(outcome.slot, change.wish);
      const undo = () => void this.make(undone(change, outcome.slot), { isUndo: true });
      this.tellDone({
        kind: "done",
        message: doneInWords(change, { isUndo, changed: outcome.changed }),
        warnings: outcome.warnings.map(warningInWords),
        undo: isUndo || !outcome.changed ? null : undo,
      });
      return;
    }
    this.drop(id);
    if (outcome.kind === "conflict") {
      this.conflict.value = { change, theirs: outcome.conflict };
    } else {
      const where = { machine: change.machineName, slot: slotName(change.before.operationType) };
      const message = interpolate(gettext("%(machine)s, %(slot)s: not saved. The slot is as it was."), where);
      const retry = () => void this.make(change, { isUndo });
      this.notice.value = { kind: "refused", message, failure: outcome.failure, retry };
    }
  }

  /** Of changes that were made side by side, the one that was refused is what the planner has to know. */
  private tellDone(notice: Notice): void {
    if (this.notice.peek()?.kind !== "refused") this.notice.value = notice;
  }

  private dropArrived(): void {
    for (const [id, { savedVersion }] of this.pending.value) {
      if (savedVersion === null) continue;
      const slot = this.shown.slot(id);
      if (slot && slot.version >= savedVersion) this.drop(id);
    }
  }

  /** To read everything anew serves every change that waits for its event: a hundred of them are no hundred readings. */
  private dropAnswered(): void {
    this.pending.value = new Map([...this.pending.peek()].filter(([, { savedVersion }]) => savedVersion === null));
  }

  /** Show a change that is on its way. */
  expect(id: string, pending: Pending): void {
    this.pending.value = new Map(this.pending.peek()).set(id, pending);
  }

  /** Show the slot as it is again. */
  drop(id: string): void {
    const left = new Map(this.pending.peek());
    left.delete(id);
    this.pending.value = left;
  }
}

/** The change that takes another one back, provided that nobody changed the slot since. */
export function undone({ before, ...change }: Change, saved: SavedSlot): Change {
  return { ...change, before: { ...before, version: saved.version }, wish: wishFor(before) };
}
