import { type Signal, signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Doubt, Freshness, isStale } from "../../../src/screens/board/freshness";
import type { Connection } from "../../../src/screens/connection/feed";

const NOW = Date.parse("2026-01-31T12:00:00Z");
const LIVE: Connection = { state: "live" };

let connection: Signal<Connection>;
let cursor: Signal<string | null>;
let clock: Signal<number>;
let reloads: number;
let freshness: Freshness;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  connection = signal({ state: "connecting" });
  cursor = signal(null);
  clock = signal(NOW);
  reloads = 0;
  const reload = () => {
    reloads += 1;
    cursor.value = null;
  };
  freshness = new Freshness({ connection, cursor, reload }, clock);
});

afterEach(() => {
  freshness.stop();
  vi.useRealTimers();
});

function becomeLive(): void {
  cursor.value = "7";
  connection.value = LIVE;
}

function lost(since: number | null): Connection {
  return { state: "lost", since, failure: { message: "The connection was lost.", remedy: "none" } };
}

/** Let time pass, as the clock on the board tells it. */
function pass(seconds: number): void {
  for (let second = 0; second < seconds; second += 1) {
    vi.advanceTimersByTime(1_000);
    clock.value = Date.now();
  }
}

function stale(): boolean {
  return isStale(freshness.doubt.value, connection.value.state, clock.value);
}

test("a board that is live is not in doubt, however long nothing happens", () => {
  becomeLive();
  pass(3_600);

  expect([freshness.doubt.value, stale(), reloads]).toEqual([null, false, 0]);
});

test("a short loss is told quietly, a longer one loudly, with the time since when", () => {
  becomeLive();
  connection.value = lost(NOW);

  pass(5);
  expect(stale()).toBe(false);
  pass(1);

  expect([stale(), freshness.doubt.value]).toEqual([true, { since: NOW, wasLive: true }]);
});

test("a board that is live again is believed again", () => {
  becomeLive();
  connection.value = lost(NOW);
  pass(60);

  connection.value = LIVE;

  expect([freshness.doubt.value, stale()]).toEqual([null, false]);
});

test("the end of the login is told at once", () => {
  becomeLive();
  connection.value = { state: "logged-out", since: NOW };

  expect(stale()).toBe(true);
});

test("a stream that opens and breaks again and again is no better than none", () => {
  becomeLive();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    connection.value = lost(NOW);
    pass(2);
    connection.value = LIVE;
  }
  connection.value = lost(NOW);

  expect(stale()).toBe(true);
});

test("a board that never got its data says so after a while, and claims no time since when", () => {
  pass(4);
  expect(stale()).toBe(false);

  connection.value = lost(null);
  pass(2);

  expect([stale(), freshness.doubt.value]).toEqual([true, { since: NOW, wasLive: false }]);
});

test("an open stream without its data is not believed", () => {
  becomeLive();
  cursor.value = null;
  pass(6);

  expect(stale()).toBe(true);
});

test("after a sleep of the device the board is as old as before it, until all is read anew", () => {
  becomeLive();
  pass(10);
  const asleepAt = Date.now();
  vi.advanceTimersByTime(8 * 3_600_000);
  clock.value = Date.now();

  expect(freshness.doubt.value).toEqual({ since: asleepAt, wasLive: true } satisfies Doubt);
  expect([stale(), reloads]).toEqual([true, 1]);

  cursor.value = "9";
  expect([stale(), freshness.doubt.value]).toEqual([false, null]);
});

test("a sleep that ends after the login did reloads nothing", () => {
  becomeLive();
  connection.value = { state: "logged-out", since: NOW };
  vi.advanceTimersByTime(8 * 3_600_000);
  clock.value = Date.now();

  expect(reloads).toBe(0);
});
