import type { Failure } from "../../../src/api/post";
import { Backoff } from "../../../src/screens/connection/backoff";
import { Feed, type Following } from "../../../src/screens/connection/feed";

export interface Loaded {
  readonly latestEventId: string;
}

interface Load {
  readonly abort: AbortSignal;
  answer(latestEventId: string): void;
  fail(problem: unknown): void;
}

interface Subscription {
  readonly after: string;
  readonly abort: AbortSignal;
  /** The server sends an event. */
  send(eventId: string): void;
  /** The log ends. */
  complete(): void;
  fail(problem: unknown): void;
}

/** A server whose part the test plays: what was asked of it, and the means to answer. */
export class PlayedFollowing implements Following<Loaded> {
  readonly loads: Load[] = [];
  readonly subscriptions: Subscription[] = [];
  readonly taken: string[] = [];
  readonly heard: string[] = [];
  whys = 0;
  why: Promise<Failure | null> = Promise.resolve(null);
  /** A fault of the page, thrown by what draws. */
  fault: Error | null = null;

  load(abort: AbortSignal): Promise<Loaded> {
    return new Promise((resolve, fail) => {
      this.loads.push({ abort, fail, answer: (latestEventId) => resolve({ latestEventId }) });
    });
  }

  take({ latestEventId }: Loaded): void {
    if (this.fault) throw this.fault;
    this.taken.push(latestEventId);
  }

  follow(after: string, heard: (eventId: string) => void, abort: AbortSignal): Promise<void> {
    return new Promise((complete, fail) => {
      abort.addEventListener("abort", () => complete());
      const send = (eventId: string) => {
        this.heard.push(eventId);
        heard(eventId);
      };
      this.subscriptions.push({ after, abort, send, complete, fail });
    });
  }

  whyRefused(): Promise<Failure | null> {
    this.whys += 1;
    return this.why;
  }

  /** The load that was asked for last. */
  get loading(): Load {
    return newest(this.loads, "load");
  }

  /** The subscription that was asked for last. */
  get following(): Subscription {
    return newest(this.subscriptions, "subscription");
  }

  /** How many subscriptions nobody gave up. */
  get left(): number {
    return this.subscriptions.filter(({ abort }) => !abort.aborted).length;
  }
}

function newest<One>(all: readonly One[], what: string): One {
  const last = all.at(-1);
  if (!last) throw new Error(`There is no ${what} yet.`);
  return last;
}

/** A feed of a played server, which waits exactly 1, 2, 4, 8 and then 15 seconds. */
export function feedOf(following: PlayedFollowing): Feed<Loaded> {
  return new Feed(following, new Backoff(1_000, 15_000, () => 0.5));
}
