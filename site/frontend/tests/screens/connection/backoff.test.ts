import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Backoff, wait } from "../../../src/screens/connection/backoff";
import { type StubbedWindow, stubWindow } from "../window";

const NO_JITTER = () => 0.5;
let page: StubbedWindow;

beforeEach(() => {
  vi.useFakeTimers();
  page = stubWindow();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Whether a wait is over, which may be asked at any time. */
function watched(waiting: Promise<void>): { isOver: boolean } {
  const watch = { isOver: false };
  void waiting.then(() => {
    watch.isOver = true;
  });
  return watch;
}

test("each wait is twice the one before, up to the longest", () => {
  const backoff = new Backoff(1_000, 15_000, NO_JITTER);

  const waits = Array.from({ length: 7 }, () => backoff.next());

  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test("a server that is away for days is still asked within the longest wait", () => {
  const backoff = new Backoff(1_000, 15_000, NO_JITTER);

  const waits = Array.from({ length: 5_000 }, () => backoff.next());

  expect(waits.at(-1)).toBe(15_000);
});

test("waits differ from screen to screen by up to a third", () => {
  const shortest = new Backoff(1_000, 15_000, () => 0).next();
  const longest = new Backoff(1_000, 15_000, () => 1 - Number.EPSILON).next();
  const many = Array.from({ length: 50 }, () => Math.round(new Backoff(1_000, 15_000).next()));

  expect([shortest, longest].map(Math.round)).toEqual([667, 1_333]);
  expect(new Set(many).size).toBeGreaterThan(25);
});

test("after something came of an attempt, the first wait is the first again", () => {
  const backoff = new Backoff(1_000, 15_000, NO_JITTER);
  backoff.next();
  backoff.next();

  backoff.startAnew();

  expect([backoff.next(), backoff.next()]).toEqual([1_000, 2_000]);
});

test("a wait lasts as long as it should", async () => {
  const watch = watched(wait(1_000, new AbortController().signal));

  await vi.advanceTimersByTimeAsync(999);
  const wasOver = watch.isOver;
  await vi.advanceTimersByTimeAsync(1);

  expect([wasOver, watch.isOver]).toEqual([false, true]);
});

test("the network's return ends a wait", async () => {
  const watch = watched(wait(15_000, new AbortController().signal));

  page.comeOnline();
  await vi.advanceTimersByTimeAsync(0);

  expect(watch.isOver).toBe(true);
});

test("who gives up ends a wait, even before it began", async () => {
  const abort = new AbortController();
  const watch = watched(wait(15_000, abort.signal));

  abort.abort();
  const late = watched(wait(15_000, abort.signal));
  await vi.advanceTimersByTimeAsync(0);

  expect([watch.isOver, late.isOver]).toEqual([true, true]);
});

test.each(["its end", "the network's return", "giving up"])("after %s, a wait leaves nothing behind", async (end) => {
  const abort = new AbortController();
  const waiting = wait(1_000, abort.signal);

  if (end === "the network's return") page.comeOnline();
  else if (end === "giving up") abort.abort();
  else await vi.advanceTimersByTimeAsync(1_000);
  await waiting;

  expect([vi.getTimerCount(), page.waiting()]).toEqual([0, 0]);
});
