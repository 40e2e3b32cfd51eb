import { effect, type Signal, signal } from "@preact/signals";
import type { Failure } from "../../api/post";
import { gettext, interpolate } from "../../language/gettext";
import type { ChangeDesk, Shown } from "../changes/desk";
import { refusalInWords } from "../changes/words";
import { type Api, Unanswered } from "../connection/api";
import { SetOperationSetupDocument } from "../generated/documents";
import { nameOf } from "../plant/names";
import type { Operation, Slot } from "./watched_machine";

/** How long an answered change may wait for its event before the screen reads everything anew. */
const EVENT_WITHIN_MS = 3_000;

/** Setup or running on its way: shown, and marked as not saved yet. */
interface PendingSetup {
  readonly operationId: string;
  readonly isSetup: boolean;
  readonly isAnswered: boolean;
}

/** What a planner says of the operation that counts in a slot. */
export interface SetupChange {
  readonly machinePk: number;
  readonly slot: Slot;
  readonly operation: Operation;
  readonly isSetup: boolean;
}

/** Where planners say that an operation is in setup or runs: shown at once, and taken back where the server refuses. */
export class Setups {
  private readonly pending: Signal<ReadonlyMap<string, PendingSetup>> = signal(new Map());

  constructor(
    private readonly api: Api,
    private readonly desk: ChangeDesk,
    private readonly shown: Shown,
  ) {
    effect(() => this.dropArrived());
  }

  /** The state on its way for the operation in this slot; null where none is. */
  pendingFor({ id, operation }: Slot): boolean | null {
    const pending = this.pending.value.get(id);
    return pending && pending.operationId === operation?.id ? pending.isSetup : null;
  }

  /** Make a change, unless the slot still waits for another. */
  async make(change: SetupChange): Promise<void> {
    const { slot, operation, isSetup } = change;
    if (this.pending.peek().has(slot.id)) return;
    this.desk.dismissNotice();
    this.expect(slot.id, { operationId: operation.id, isSetup, isAnswered: false });
    const failure = await this.send(change);
    if (failure) this.takeBack(change, failure);
    else this.expectEvent(slot.id, { operationId: operation.id, isSetup, isAnswered: true });
  }

  /** Why the change was not made; null where it was. */
  private async send({ machinePk, slot, operation, isSetup }: SetupChange): Promise<Failure | null> {
    const input = { machinePk, operationType: slot.operationType, operationId: operation.id, isSetup };
    try {
      const { result } = await this.api.ask(SetOperationSetupDocument, { input }, { changes: true });
      if (!("code" in result)) return null;
      return { message: refusalInWords(result.code, result.message), remedy: "none" };
    } catch (problem) {
      if (problem instanceof Unanswered) return problem.failure;
      throw problem;
    }
  }

  private takeBack(change: SetupChange, failure: Failure): void {
    this.drop(change.slot.id);
    const text = gettext("%(operation)s: not saved. Setup or running is as it was.");
    this.desk.notice.value = {
      kind: "refused",
      message: interpolate(text, { operation: nameOf(change.operation) }),
      failure,
      retry: () => void this.make(change),
    };
  }

  private expectEvent(slotId: string, pending: PendingSetup): void {
    this.expect(slotId, pending);
    setTimeout(() => {
      if (this.pending.peek().get(slotId) !== pending) return;
      this.drop(slotId);
      this.shown.reload();
    }, EVENT_WITHIN_MS);
  }

  private dropArrived(): void {
    for (const [slotId, { operationId, isSetup, isAnswered }] of this.pending.value) {
      const operation = this.shown.slot(slotId)?.operation;
      const hasArrived = operation?.id !== operationId || operation.isSetup === isSetup;
      if (isAnswered && hasArrived) this.drop(slotId);
    }
  }

  private expect(slotId: string, pending: PendingSetup): void {
    this.pending.value = new Map(this.pending.peek()).set(slotId, pending);
  }

  private drop(slotId: string): void {
    const left = new Map(this.pending.peek());
    left.delete(slotId);
    this.pending.value = left;
  }
}
