import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Failure } from "../../api/post";
import { Unanswered } from "../connection/api";
import type { SearchPoolQuery } from "../generated/documents";

export type PoolPage = SearchPoolQuery["operationPool"];
export type PoolOperation = PoolPage["items"][number];

/** What there is to show of a search; `earlier` is what the words before found. */
export type SearchState =
  | { readonly kind: "blank" }
  | { readonly kind: "searching"; readonly earlier: PoolPage | null }
  | { readonly kind: "found"; readonly page: PoolPage }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Asks the server for the operations with these words; throws what `abort` was given, and `Unanswered`. */
export type AskPool = (words: string, abort: AbortSignal) => Promise<PoolPage>;

/** As long as somebody who types needs for the next letter. */
const PAUSE_MS = 150;

/** A search as somebody types: each change gives the search before up, and its answer, however late, is dropped. */
export class PoolSearch {
  /** Whether what was found is shown. */
  readonly isOpen = signal(false);
  private readonly words = signal("");
  private readonly found: Signal<SearchState> = signal({ kind: "blank" });
  private readonly highlighted = signal(0);
  private round = new AbortController();

  constructor(
    private readonly ask: AskPool,
    private readonly pauseMs = PAUSE_MS,
  ) {}

  get text(): ReadonlySignal<string> {
    return this.words;
  }

  get state(): ReadonlySignal<SearchState> {
    return this.found;
  }

  /** The place of the operation that Enter takes; the first where an answer has just come. */
  get active(): ReadonlySignal<number> {
    return this.highlighted;
  }

  /** The operations that may be chosen: none while the answer to these words is awaited. */
  get operations(): readonly PoolOperation[] {
    return this.found.value.kind === "found" ? this.found.value.page.items : [];
  }

  /** The operation that Enter takes; undefined where there is none. */
  get activeOperation(): PoolOperation | undefined {
    return this.operations[this.highlighted.value];
  }

  /** Search for these words once no other letter follows. */
  type(text: string): void {
    const isSame = text.trim() === this.words.peek().trim();
    this.words.value = text;
    if (!isSame) void this.search(this.pauseMs);
  }

  /** Search for the same words again, at once. */
  again(): void {
    void this.search(0);
  }

  /** Highlight another operation; after the last comes the first. */
  move(step: 1 | -1): void {
    const count = this.operations.length;
    if (count > 0) this.highlighted.value = (this.highlighted.value + step + count) % count;
  }

  clear(): void {
    this.type("");
  }

  private async search(pauseMs: number): Promise<void> {
    this.round.abort();
    this.round = new AbortController();
    const { signal: abort } = this.round;
    const words = this.words.peek().trim();
    if (words === "") {
      this.found.value = { kind: "blank" };
      return;
    }
    this.found.value = { kind: "searching", earlier: this.known() };
    await pause(pauseMs);
    if (abort.aborted) return;
    const state = await this.answer(words, abort);
    // A later search has given this one up, also where the answer was already on its way.
    if (abort.aborted) return;
    this.highlighted.value = 0;
    this.found.value = state;
  }

  private async answer(words: string, abort: AbortSignal): Promise<SearchState> {
    try {
      return { kind: "found", page: await this.ask(words, abort) };
    } catch (problem) {
      if (problem instanceof Unanswered) return { kind: "failed", failure: problem.failure };
      if (abort.aborted) return { kind: "blank" };
      throw problem;
    }
  }

  private known(): PoolPage | null {
    const state = this.found.peek();
    if (state.kind === "found") return state.page;
    return state.kind === "searching" ? state.earlier : null;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((over) => setTimeout(over, milliseconds));
}
