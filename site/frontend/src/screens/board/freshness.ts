import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Connection, Feed } from "../connection/feed";

/** Shorter gaps, as while the server restarts, are nothing that people should run for. */
const STALE_AFTER_MS = 5_000;
/** The clock ticks every second: where it did not for so long, the device slept. */
const SLEPT_MS = 30_000;

/** Since when what is shown may be other than the server has it, in milliseconds. */
export interface Doubt {
  readonly since: number;
  /** Whether it ever was as the server has it. */
  readonly wasLive: boolean;
}

/** Whether people have to be told, loudly, that what they see may be old. */
export function isStale(doubt: Doubt | null, state: Connection["state"], now: number): boolean {
  if (doubt === null) return false;
  // No gap of a moment: nothing changes until somebody logs in.
  return state === "logged-out" || now - doubt.since > STALE_AFTER_MS;
}

/** Whether the device slept between two ticks of the clock. */
export function hasSlept(before: number, now: number): boolean {
  return now - before > SLEPT_MS;
}

type FollowedFeed = Pick<Feed<{ latestEventId: string }>, "connection" | "cursor" | "reload">;

/**
 * Whether the board may be believed. It may while the stream is open and its data is read; what a device that woke up
 * shows is as old as its sleep is long, whatever the sockets of before say.
 */
export class Freshness {
  private readonly doubted = signal<Doubt | null>(null);
  private wasLive = false;
  private readonly stopJudging: () => void;
  private readonly stopWaking: () => void;

  constructor(
    private readonly feed: FollowedFeed,
    clock: ReadonlySignal<number>,
  ) {
    let before = clock.peek();
    this.stopJudging = effect(() => this.judge(feed.connection.value, feed.cursor.value !== null));
    this.stopWaking = clock.subscribe((now) => {
      if (hasSlept(before, now)) this.wakeUp(before);
      before = now;
    });
  }

  /** Null while what is shown is as the server has it. */
  get doubt(): ReadonlySignal<Doubt | null> {
    return this.doubted;
  }

  stop(): void {
    this.stopJudging();
    this.stopWaking();
  }

  private judge(connection: Connection, isRead: boolean): void {
    const isLive = connection.state === "live" && isRead;
    if (isLive) this.wasLive = true;
    this.doubted.value = isLive ? null : { since: this.doubtedSince(connection), wasLive: this.wasLive };
  }

  /** Where a stream opens and breaks again and again, the feed knows since when that goes on. */
  private doubtedSince(connection: Connection): number {
    const told = "since" in connection ? connection.since : null;
    const since = [told, this.doubted.peek()?.since ?? null].filter((one) => one !== null);
    return since.length > 0 ? Math.min(...since) : Date.now();
  }

  private wakeUp(since: number): void {
    if (this.feed.connection.peek().state === "logged-out") return;
    this.doubted.value ??= { since, wasLive: this.wasLive };
    this.feed.reload();
  }
}
