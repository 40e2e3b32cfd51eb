import { type Signal, signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isWorthLoading, type Memory, renewPage } from "../../../src/screens/board/renewal";
import type { Connection } from "../../../src/screens/connection/feed";

const LIVE: Connection = { state: "live" };
const LOST: Connection = lost("none");
const LOGGED_OUT: Connection = { state: "logged-out", since: 0 };

let connection: Signal<Connection>;
/** What the server serves now; null where it serves no board. */
let served: string | null;
let looks: number;
let reloads: number;
let memory: Memory;
let stop: () => void;

function lost(remedy: "none" | "reload"): Connection {
  return { state: "lost", since: 0, failure: { message: "The connection was lost.", remedy } };
}

/** Open a board with this version of the scripts. */
function open(running: string): void {
  connection = signal({ state: "connecting" });
  const page = {
    running,
    served: async () => {
      looks += 1;
      return served;
    },
    reload: () => {
      reloads += 1;
    },
  };
  stop = renewPage(connection, page, memory);
}

beforeEach(() => {
  vi.useFakeTimers();
  const kept = new Map<string, string>();
  memory = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
  [served, looks, reloads] = ["board.1.js", 0, 0];
  open("board.1.js");
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

async function pass(minutes: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(minutes * 60_000);
}

test.each([
  [LIVE, "board.1.js", false],
  [LIVE, "board.2.js", true],
  [LIVE, null, false],
  [LOST, "board.1.js", false],
  [LOST, "board.2.js", true],
  [lost("reload"), "board.1.js", true],
  [LOGGED_OUT, "board.1.js", true],
  [LOGGED_OUT, null, false],
])("whether a page is worth loading: %j, served %s: %s", (now, page, isWorth) => {
  expect(isWorthLoading(now, "board.1.js", page)).toBe(isWorth);
});

test("a board that stays live asks for no page", async () => {
  connection.value = LIVE;
  await pass(60 * 24);

  expect([looks, reloads]).toEqual([0, 0]);
});

test("a new front end is loaded once the connection is back", async () => {
  connection.value = LIVE;
  connection.value = LOST;
  connection.value = LIVE;
  served = "board.2.js";
  await pass(1);

  expect(reloads).toBe(1);
});

test("a restart without a new front end reloads nothing, and is not asked about again", async () => {
  connection.value = LOST;
  connection.value = LIVE;
  await pass(60);

  expect([looks, reloads]).toEqual([1, 0]);
});

test("a server that is away is asked again until it answers", async () => {
  connection.value = LIVE;
  connection.value = LOST;
  served = null;
  await pass(10);
  expect([looks > 5, reloads]).toEqual([true, 0]);

  served = "board.2.js";
  await pass(1);

  expect(reloads).toBe(1);
});

test("a front end that the new server does not understand is renewed though it is never live again", async () => {
  connection.value = LOST;
  served = "board.2.js";
  await pass(1);

  expect(reloads).toBe(1);
});

test("who logged in again in another window gets the board back; a login page is no board", async () => {
  connection.value = LIVE;
  connection.value = LOGGED_OUT;
  served = null;
  await pass(5);
  expect(reloads).toBe(0);

  served = "board.1.js";
  await pass(1);

  expect(reloads).toBe(1);
});

test("a page whose reload helped nothing is not loaded again and again", async () => {
  connection.value = LOST;
  served = "board.2.js";
  await pass(1);
  stop();
  open("board.1.js");
  connection.value = LOST;
  await pass(60);

  expect(reloads).toBe(1);
});

test("a board that was live in between may be renewed for the same page", async () => {
  connection.value = LOGGED_OUT;
  await pass(1);
  stop();
  open("board.1.js");
  connection.value = LIVE;
  connection.value = LOGGED_OUT;
  await pass(1);

  expect(reloads).toBe(2);
});

test("a board that is gone leaves no timer", () => {
  stop();

  expect(vi.getTimerCount()).toBe(0);
});
