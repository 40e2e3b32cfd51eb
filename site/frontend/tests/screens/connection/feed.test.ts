import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Feed } from "../../../src/screens/connection/feed";
import { type StubbedWindow, stubWindow } from "../window";
import { feedOf, type Loaded, PlayedFollowing } from "./played_following";

const RESTARTS = { code: 1012, reason: "The server restarts." };
let page: StubbedWindow;
let server: PlayedFollowing;
let feed: Feed<Loaded>;

beforeEach(() => {
  vi.useFakeTimers();
  page = stubWindow();
  server = new PlayedFollowing();
  feed = feedOf(server);
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Let everything happen that waits for no time to pass. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

/** A feed that is live, with the data of an event id. */
async function live(latestEventId: string): Promise<void> {
  void feed.run();
  await settle();
  server.loading.answer(latestEventId);
  await settle();
  feed.opened();
}

test("data is loaded, and followed from the event that it reaches to", async () => {
  void feed.run();
  await settle();
  server.loading.answer("7");
  await settle();

  expect(server.taken).toEqual(["7"]);
  expect(server.subscriptions.map(({ after }) => after)).toEqual(["7"]);
});

test("a screen is live once the server welcomes it, and not by its data alone", async () => {
  const states: string[] = [];
  feed.connection.subscribe(({ state }) => states.push(state));

  await live("7");

  expect(states).toEqual(["connecting", "live"]);
});

test("a welcome without data makes no screen live", async () => {
  void feed.run();
  await settle();

  feed.opened();

  expect(feed.connection.value.state).toBe("connecting");
});

test("after a lost connection it goes on after the last event, and loads nothing anew", async () => {
  await live("7");
  server.following.send("8");
  server.following.send("9");

  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(server.following.after).toBe("9");
  expect(server.loads).toHaveLength(1);
});

test("where nothing was heard, it goes on after what was loaded", async () => {
  await live("7");

  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(server.subscriptions.map(({ after }) => after)).toEqual(["7", "7"]);
});

test("where the log has ended, data is loaded anew and followed from there", async () => {
  await live("7");

  server.following.complete();
  await vi.advanceTimersByTimeAsync(1_000);
  server.loading.answer("5000");
  await settle();

  expect(server.taken).toEqual(["7", "5000"]);
  expect(server.following.after).toBe("5000");
});

test("an event starts the waits anew", async () => {
  await live("7");
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(2_000);

  server.following.send("8");
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(server.subscriptions).toHaveLength(4);
});

test("without an event, each wait is longer than the one before", async () => {
  await live("7");
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);

  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_999);
  const early = server.subscriptions.length;
  await vi.advanceTimersByTimeAsync(1);

  expect([early, server.subscriptions.length]).toEqual([2, 3]);
});

test("to reload while data is loaded drops the older answer, whichever comes first", async () => {
  void feed.run();
  await settle();
  const older = server.loading;
  feed.reload();
  older.answer("7");
  await settle();

  server.loading.answer("8");
  await settle();

  expect(server.taken).toEqual(["8"]);
  expect(server.subscriptions.map(({ after }) => after)).toEqual(["8"]);
});

test("to reload gives up a request on its way, so that a silent server holds up nothing", async () => {
  void feed.run();
  await settle();
  const older = server.loading;
  older.abort.addEventListener("abort", () => older.fail(older.abort.reason));

  feed.reload();
  await settle();

  expect(server.loads).toHaveLength(2);
  expect([feed.connection.value.state, page.reported]).toEqual(["connecting", []]);
});

test("to reload while following leaves a single subscription, of the newer data", async () => {
  await live("7");

  feed.reload();
  await settle();
  server.loading.answer("8");
  await settle();

  expect(server.left).toBe(1);
  expect(server.following.after).toBe("8");
});

test("to reload many times at once ends in one load and one subscription", async () => {
  await live("7");

  for (let times = 0; times < 5; times += 1) feed.reload();
  await settle();
  server.loading.answer("8");
  await settle();

  expect([server.loads.length, server.left]).toEqual([2, 1]);
});

test("to reload while it waits loads at once", async () => {
  await live("7");
  server.following.fail(RESTARTS);
  await settle();

  feed.reload();
  await settle();
  server.loading.answer("8");
  await vi.advanceTimersByTimeAsync(60_000);

  expect(server.taken).toEqual(["7", "8"]);
  expect(server.subscriptions.map(({ after }) => after)).toEqual(["7", "8"]);
});

test("to reload starts the waits anew", async () => {
  await live("7");
  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);
  server.following.fail(RESTARTS);
  await settle();
  feed.reload();
  await settle();
  server.loading.answer("8");
  await settle();

  server.following.fail(RESTARTS);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(server.subscriptions).toHaveLength(4);
});

test("to reload while the reason of a loss is asked for loads once there is an answer, without a wait", async () => {
  await live("7");
  let answer: () => void = () => {};
  server.why = new Promise((resolve) => {
    answer = () => resolve(null);
  });
  server.following.fail({ code: 1006, reason: "" });
  await settle();

  feed.reload();
  answer();
  await settle();

  expect(server.loads).toHaveLength(2);
});

test("who stops hears of nothing more", async () => {
  await live("7");

  feed.stop();
  await vi.advanceTimersByTimeAsync(60_000);

  expect([server.loads.length, server.subscriptions.length, server.left]).toEqual([1, 1, 0]);
});
