const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** How long to wait before each attempt; the same server is asked by many screens, so none waits exactly as long. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly firstMs: number,
    private readonly longestMs: number,
    private readonly random: () => number = Math.random,
  ) {}

  /** The wait before the next attempt, in milliseconds: each twice the one before, give or take a third. */
  next(): number {
    const wait = Math.min(this.firstMs * 2 ** this.attempts, this.longestMs);
    this.attempts += 1;
    return wait * (1 + (this.random() * 2 - 1) / 3);
  }

  /** Something came of the last attempt: the next wait is the first again. */
  startAnew(): void {
    this.attempts = 0;
  }
}

/** The patience of a screen that lost its server. */
export function screenBackoff(): Backoff {
  return new Backoff(FIRST_WAIT_MS, LONGEST_WAIT_MS);
}

/** Wait for some milliseconds, until the network comes back, or until `abort`. */
export function wait(milliseconds: number, abort: AbortSignal): Promise<void> {
  if (abort.aborted) return Promise.resolve();
  return new Promise((done) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener("online", over);
      abort.removeEventListener("abort", over);
      done();
    };
    const timer = setTimeout(over, milliseconds);
    addEventListener("online", over);
    abort.addEventListener("abort", over);
  });
}
