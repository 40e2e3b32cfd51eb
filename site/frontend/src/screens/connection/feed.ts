import { type Signal, signal } from "@preact/signals";
import type { Failure } from "../../api/post";
import { type Close, isClose, LOGGED_OUT, RIGHTS_CHANGED, SERVER_RESTARTS, TRY_AGAIN } from "../../api/socket";
import { gettext } from "../../language/gettext";
import { refusal, Unanswered } from "./api";
import { type Backoff, wait } from "./backoff";

/** A stream that fails sooner after the server's welcome brought the screen nothing. */
const SETTLED_AFTER_MS = 5_000;

/** How a screen's data stands to the server's; `since` is when it last was as the server has it, in milliseconds. */
export type Connection =
  | { readonly state: "connecting" }
  | { readonly state: "live" }
  | { readonly state: "lost"; readonly since: number | null; readonly failure: Failure }
  | { readonly state: "logged-out"; readonly since: number | null };

/** A screen's data: how it is read, and how it is kept up with. */
export interface Following<Loaded extends { latestEventId: string }> {
  load(abort: AbortSignal): Promise<Loaded>;
  /** Put what was loaded in the place of what the screen shows. */
  take(loaded: Loaded): void;
  /** Bring what the screen shows up to date, event by event, each with its id for `heard`; resolves where the log ends. */
  follow(after: string, heard: (eventId: string) => void, abort: AbortSignal): Promise<void>;
  /** Why the server opens no socket; null where it answers. */
  whyRefused(): Promise<Failure | null>;
}

/**
 * Keeps a screen as the server has it: reads its data, follows the log from there, and goes on after the last event that
 * it heard when the connection was lost. Where the log no longer reaches back so far, it reads its data anew.
 *
 * What the screen shows comes from here alone, in the order of the log: an answer to a change, which might overtake or
 * be overtaken, only says whether the change was made.
 */
export class Feed<Loaded extends { latestEventId: string }> {
  readonly connection: Signal<Connection> = signal({ state: "connecting" });
  /** The newest event that the screen knows; null before its data is read. */
  readonly cursor: Signal<string | null> = signal(null);
  private round = new AbortController();
  private isStopped = false;
  /** When the server welcomed the screen; null while it is not live. */
  private welcomedAt: number | null = null;
  private lostAt: number | null = null;

  constructor(
    private readonly following: Following<Loaded>,
    private readonly backoff: Backoff,
  ) {}

  /** Go on until `stop`, or until the login ends. */
  async run(): Promise<void> {
    while (!this.isStopped) {
      this.round = new AbortController();
      try {
        await this.goOn(this.round.signal);
      } catch (problem) {
        if (this.round.signal.aborted) continue;
        await this.recover(problem);
      }
    }
  }

  /** The server's welcome on a socket: what happens from now on is heard. */
  opened(): void {
    if (this.cursor.value === null) return;
    this.welcomedAt = Date.now();
    this.connection.value = { state: "live" };
  }

  /** Read everything anew, and follow from there. */
  reload(): void {
    this.cursor.value = null;
    this.backoff.startAnew();
    this.round.abort();
  }

  stop(): void {
    this.isStopped = true;
    this.round.abort();
  }

  private async goOn(abort: AbortSignal): Promise<void> {
    if (this.cursor.value === null) {
      const loaded = await this.following.load(abort);
      abort.throwIfAborted();
      this.following.take(loaded);
      this.cursor.value = loaded.latestEventId;
    }
    await this.following.follow(this.cursor.value, (eventId) => this.heard(eventId), abort);
    this.leaveLive();
    // The log has an end only for a cursor that it does not reach back to. Many screens may find that at once.
    this.cursor.value = null;
    if (!abort.aborted) await wait(this.backoff.next(), abort);
  }

  private heard(eventId: string): void {
    this.cursor.value = eventId;
    this.backoff.startAnew();
  }

  /** From now on, what the screen shows may be old. */
  private leaveLive(): void {
    if (this.welcomedAt === null) return;
    const now = Date.now();
    if (this.lostAt === null || now - this.welcomedAt >= SETTLED_AFTER_MS) this.lostAt = now;
    this.welcomedAt = null;
  }

  private async recover(problem: unknown): Promise<void> {
    this.leaveLive();
    const failure = this.failureOf(problem);
    // To ask takes its time, in which nobody should take the screen for live.
    if (this.connection.value.state === "live") this.tell(failure);
    const why = isUnexplained(problem) ? await this.following.whyRefused() : null;
    this.tell(why ?? failure);
    await wait(this.backoff.next(), this.round.signal);
  }

  private tell(failure: Failure): void {
    if (failure.remedy === "log-in") {
      this.connection.value = { state: "logged-out", since: this.lostAt };
      this.stop();
    } else {
      this.connection.value = { state: "lost", since: this.lostAt, failure };
    }
  }

  private failureOf(problem: unknown): Failure {
    if (problem instanceof Unanswered) return problem.failure;
    if (Array.isArray(problem)) return { message: refusal(problem), remedy: "none" };
    if (!isClose(problem)) return this.failureOfThisPage(problem);
    if (problem.code === LOGGED_OUT) return { message: problem.reason, remedy: "log-in" };
    // What this login may do is part of the data.
    if (problem.code === RIGHTS_CHANGED) this.cursor.value = null;
    return { message: closeInWords(problem), remedy: "none" };
  }

  /** A fault in the page itself: what it shows may be wrong, so that everything is read anew. */
  private failureOfThisPage(problem: unknown): Failure {
    reportError(problem);
    this.cursor.value = null;
    return { message: gettext("This page met a fault of its own and reads its data anew."), remedy: "none" };
  }
}

/** Why the server closed a socket: its own words are English, and for programs. */
function closeInWords({ code, reason }: Close): string {
  switch (code) {
    case SERVER_RESTARTS:
      return gettext("The server restarts.");
    case TRY_AGAIN:
      return gettext("This screen fell behind what happens in the plant.");
    case RIGHTS_CHANGED:
      return gettext("What your login may do has changed.");
    default:
      return reason || gettext("The connection was lost.");
  }
}

/** A browser keeps from scripts why a socket was not opened. */
function isUnexplained(problem: unknown): boolean {
  return isClose(problem) && problem.reason === "" && problem.code !== LOGGED_OUT;
}
