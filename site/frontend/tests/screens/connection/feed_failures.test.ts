import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Failure } from "../../../src/api/post";
import { Unanswered } from "../../../src/screens/connection/api";
import type { Feed } from "../../../src/screens/connection/feed";
import { type StubbedWindow, stubWindow } from "../window";
import { feedOf, type Loaded, PlayedFollowing } from "./played_following";

const START = Date.parse("2026-01-31T06:00:00Z");
const LOG_IN: Failure = { message: "Your session has ended.", remedy: "log-in" };
const UNREACHABLE: Failure = { message: "The server cannot be reached.", remedy: "none" };
const RESTARTS = { code: 1012, reason: "The server restarts." };
const WITHOUT_A_WORD = { code: 1006, reason: "" };
let page: StubbedWindow;
let server: PlayedFollowing;
let feed: Feed<Loaded>;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  page = stubWindow();
  server = new PlayedFollowing();
  feed = feedOf(server);
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

/** A feed that has been live for a minute. */
async function live(): Promise<void> {
  void feed.run();
  await settle();
  server.loading.answer("7");
  await settle();
  feed.opened();
  await vi.advanceTimersByTimeAsync(60_000);
}

test("a closed connection is told with the server's reason", async () => {
  await live();

  server.following.fail(RESTARTS);
  await settle();

  const failure: Failure = { message: RESTARTS.reason, remedy: "none" };
  expect(feed.connection.value).toEqual({ state: "lost", since: START + 60_000, failure });
  expect(server.whys).toBe(0);
});

test("the end of the login stops the screen", async () => {
  await live();

  server.following.fail({ code: 4401, reason: "You are no longer logged in." });
  await vi.advanceTimersByTimeAsync(60_000);

  expect(feed.connection.value).toEqual({ state: "logged-out", since: START + 60_000 });
  expect([server.loads.length, server.subscriptions.length, server.whys]).toEqual([1, 1, 0]);
});

test("changed rights are part of the data, which is loaded anew", async () => {
  await live();
  server.following.send("8");

  server.following.fail({ code: 4403, reason: "What your login may do has changed." });
  await vi.advanceTimersByTimeAsync(1_000);
  server.loading.answer("8");
  await settle();

  expect(server.taken).toEqual(["7", "8"]);
});

test("where a socket is closed without a reason and the login has ended, the screen stops", async () => {
  await live();
  server.why = Promise.resolve(LOG_IN);

  server.following.fail(WITHOUT_A_WORD);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(feed.connection.value).toEqual({ state: "logged-out", since: START + 60_000 });
  expect(server.subscriptions).toHaveLength(1);
});

test("where a socket is closed without a reason, the reason is asked for and told", async () => {
  await live();
  server.why = Promise.resolve(UNREACHABLE);

  server.following.fail(WITHOUT_A_WORD);
  await settle();

  expect(feed.connection.value).toMatchObject({ state: "lost", failure: UNREACHABLE });
});

test("where the server answers all the same, the connection was lost", async () => {
  await live();

  server.following.fail(WITHOUT_A_WORD);
  await settle();

  expect(feed.connection.value).toMatchObject({ failure: { message: "The connection was lost.", remedy: "none" } });
});

test("while the reason is asked for, nobody is told that the screen is live", async () => {
  await live();
  server.why = new Promise(() => {});

  server.following.fail(WITHOUT_A_WORD);
  await settle();

  expect(feed.connection.value).toMatchObject({ state: "lost", since: START + 60_000 });
});

test("GraphQL's errors are told and tried again", async () => {
  await live();

  server.following.fail([{ message: "Too many streams: your login has 200 open." }]);
  await settle();
  const told = feed.connection.value;
  await vi.advanceTimersByTimeAsync(1_000);

  const message = "The server refused: Too many streams: your login has 200 open.";
  expect(told).toMatchObject({ state: "lost", failure: { message, remedy: "none" } });
  expect(server.subscriptions.map(({ after }) => after)).toEqual(["7", "7"]);
});

test("data that cannot be loaded is told and tried again", async () => {
  void feed.run();
  await settle();
  server.loading.fail(new Unanswered(UNREACHABLE));
  await settle();
  const told = feed.connection.value;
  await vi.advanceTimersByTimeAsync(1_000);
  server.loading.answer("7");
  await settle();

  expect(told).toEqual({ state: "lost", since: null, failure: UNREACHABLE });
  expect(server.taken).toEqual(["7"]);
});

test("a login that has ended before the data is loaded stops the screen", async () => {
  void feed.run();
  await settle();
  server.loading.fail(new Unanswered(LOG_IN));
  await vi.advanceTimersByTimeAsync(60_000);

  expect(feed.connection.value).toEqual({ state: "logged-out", since: null });
  expect(server.loads).toHaveLength(1);
});

test("since is the first loss, however short the screen was live before", async () => {
  void feed.run();
  await settle();
  server.loading.answer("7");
  await settle();
  feed.opened();
  await vi.advanceTimersByTimeAsync(2_000);

  server.following.fail(RESTARTS);
  await settle();

  expect(feed.connection.value).toMatchObject({ state: "lost", since: START + 2_000 });
});

test("since stays when attempts fail", async () => {
  await live();
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);
  server.following.fail(WITHOUT_A_WORD);
  await vi.advanceTimersByTimeAsync(2_000);
  server.following.fail([{ message: "Not now." }]);
  await settle();

  expect(feed.connection.value).toMatchObject({ state: "lost", since: START + 60_000 });
});

test("since stays when a server welcomes the screen and then fails", async () => {
  await live();
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);

  feed.opened();
  await vi.advanceTimersByTimeAsync(500);
  server.following.fail([{ message: "Too many streams." }]);
  await settle();

  expect(feed.connection.value).toMatchObject({ state: "lost", since: START + 60_000 });
});

test("since stays when the log does not reach back and the data cannot be loaded", async () => {
  await live();
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);

  feed.opened();
  server.following.complete();
  await vi.advanceTimersByTimeAsync(15_000);
  server.loading.fail(new Unanswered(UNREACHABLE));
  await settle();

  expect(feed.connection.value).toMatchObject({ state: "lost", since: START + 60_000 });
});

test("since is of the last loss, once the screen was live in between", async () => {
  await live();
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);
  feed.opened();
  await vi.advanceTimersByTimeAsync(30_000);

  server.following.fail(RESTARTS);
  await settle();

  expect(feed.connection.value).toMatchObject({ state: "lost", since: START + 91_000 });
});

test("a fault of the page is reported, told, and everything read anew", async () => {
  void feed.run();
  await settle();
  server.fault = new TypeError("slot is undefined");
  server.loading.answer("7");
  await settle();
  const told = feed.connection.value;
  server.fault = null;
  await vi.advanceTimersByTimeAsync(1_000);
  server.loading.answer("8");
  await settle();

  expect(page.reported).toEqual([new TypeError("slot is undefined")]);
  expect(told).toMatchObject({ state: "lost", failure: { message: expect.stringContaining("fault of its own") } });
  expect(server.subscriptions.map(({ after }) => after)).toEqual(["8"]);
});

test("a fault of the page while it follows is reported, and everything read anew", async () => {
  await live();

  server.following.fail(new TypeError("machine is undefined"));
  await vi.advanceTimersByTimeAsync(1_000);

  expect(page.reported).toEqual([new TypeError("machine is undefined")]);
  expect(server.loads).toHaveLength(2);
});

test("what fails on the server's side is no fault of the page", async () => {
  await live();

  for (const problem of [RESTARTS, WITHOUT_A_WORD, [{ message: "Not now." }], new Unanswered(UNREACHABLE)]) {
    server.following.fail(problem);
    await vi.advanceTimersByTimeAsync(20_000);
  }

  expect(page.reported).toEqual([]);
  expect(server.loads).toHaveLength(1);
});

test("the network's return ends the wait for the next attempt", async () => {
  await live();
  server.following.fail(RESTARTS);
  await settle();

  page.comeOnline();
  await settle();

  expect(server.subscriptions).toHaveLength(2);
});
