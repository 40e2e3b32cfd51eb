import type { Posting } from "../../../src/api/post";
import type { Change, Wish } from "../../../src/screens/changes/change";
import { ChangeDesk, type Notice } from "../../../src/screens/changes/desk";
import { Api } from "../../../src/screens/connection/api";
import type { TypedDocumentString } from "../../../src/screens/generated/documents";
import { Plant, type Slot } from "../../../src/screens/plant/plant";
import { aLoadedPlant, aMachine, hearOf } from "../samples";

/** One operation that was sent, and the means to answer it. */
interface Sent {
  /** The name of the mutation's document. */
  readonly name: string | undefined;
  readonly input: unknown;
  readonly posting: Posting;
  answer(result: unknown): void;
  fail(problem: unknown): void;
}

/** A server whose part the test plays. */
export class PlayedApi extends Api {
  readonly sent: Sent[] = [];

  constructor() {
    super({ endpoint: "", csrfToken: "", patience: 0 });
  }

  override ask<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    posting: Posting = {},
  ): Promise<Data> {
    const name = /mutation (\w+)/.exec(document.toString())?.[1];
    const { input } = variables as { input: unknown };
    return new Promise((resolve, fail) => {
      this.sent.push({ name, input, posting, fail, answer: (result) => resolve({ result } as Data) });
    });
  }

  /** What was sent last. */
  get last(): Sent {
    const last = this.sent.at(-1);
    if (!last) throw new Error("Nothing was sent yet.");
    return last;
  }
}

/** A desk of a real plant with ten machines, and a played server. */
export class PlayedDesk {
  readonly api = new PlayedApi();
  readonly plant = new Plant();
  reloads = 0;
  readonly desk = new ChangeDesk(this.api, {
    slot: (id) => this.plant.slot(id),
    reload: () => {
      this.reloads += 1;
    },
  });

  constructor() {
    this.plant.take(aLoadedPlant(Array.from({ length: 10 }, (_, index) => aMachine(index + 1))));
  }

  /** A change of machine 1's current slot, or of another machine's. */
  change(wish: Wish, before: Partial<Slot> = {}, machinePk = 1): Change {
    const shown = this.plant.slot(`${machinePk}-current`);
    if (!shown) throw new Error(`There is no machine ${machinePk}.`);
    return { machinePk, machineName: `Machine ${machinePk}`, before: { ...shown, ...before }, wish };
  }

  /** The event of a change arrives: the current slot is as it is now. */
  show(current: Partial<Slot>, machinePk = 1): void {
    const machine = this.plant.machine(machinePk)?.peek();
    if (machine) hearOf(this.plant, { ...machine, current: { ...machine.current, ...current } });
  }

  /** The wish that the current slot of a machine waits for. */
  waiting(machinePk = 1): Wish | undefined {
    return this.desk.pending.value.get(`${machinePk}-current`)?.wish;
  }

  get notice(): Notice {
    const notice = this.desk.notice.value;
    if (!notice) throw new Error("The planner is told nothing.");
    return notice;
  }

  /** The way back that the planner is offered. */
  undo(): void {
    if (this.notice.kind !== "done" || !this.notice.undo) throw new Error("No way back is offered.");
    this.notice.undo();
  }
}

/** The answer to a change that was made. */
export function saved(version: number, { changed = true, warnings = [] as string[], machinePk = 1 } = {}): unknown {
  const told = warnings.map((code) => ({ code, message: "" }));
  return { __typename: "Success", changed, warnings: told, slot: { id: `${machinePk}-current`, version } };
}

/** The answer to a change that came too late. */
export function conflicting(slot: Slot): unknown {
  const who = { changedBy: "grace", changedAt: "2026-01-31T06:00:00Z" };
  return { __typename: "AssignmentConflict", code: "ASSIGNMENT_CONFLICT", message: "Changed.", ...who, slot };
}

export function refused(code: string, message: string): unknown {
  return { __typename: "InvalidValue", code, message };
}
