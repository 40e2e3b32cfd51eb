import { type Signal, signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api, Unanswered } from "../../../src/screens/connection/api";
import type { Connection } from "../../../src/screens/connection/feed";
import { keepPulse } from "../../../src/screens/plant/pulse";
import type { ScriptContact } from "../../../src/screens/plant/script_contact";

const HEARD: ScriptContact = { scriptLastHeardAt: "2026-01-31T06:00:00Z", scriptIsSilent: false };
const MINUTE = 60_000;
const LIVE: Connection = { state: "live" };
const LOST: Connection = { state: "lost", since: 0, failure: { message: "It was lost.", remedy: "none" } };

/** What a pulse needs of a feed: here a reload is counted, and its end played by the test. */
class PlayedFeed {
  readonly connection: Signal<Connection> = signal(LIVE);
  readonly cursor: Signal<string | null> = signal("7");
  reloads = 0;

  reload(): void {
    this.reloads += 1;
  }
}

class PlayedApi extends Api {
  latestEventId = "7";
  asked = 0;
  problem: Error | null = null;

  constructor() {
    super({ endpoint: "", csrfToken: "", patience: 0 });
  }

  override async ask<Data>(): Promise<Data> {
    this.asked += 1;
    if (this.problem) throw this.problem;
    return { latestEventId: this.latestEventId, plant: HEARD } as Data;
  }
}

let api: PlayedApi;
let feed: PlayedFeed;
let told: ScriptContact[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  api = new PlayedApi();
  feed = new PlayedFeed();
  told = [];
  stop = keepPulse(api, feed as unknown as Parameters<typeof keepPulse>[1], (script) => told.push(script));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

async function minutes(count: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(count * MINUTE);
}

test("once a minute it tells when the script was last heard of", async () => {
  await vi.advanceTimersByTimeAsync(MINUTE - 1);
  const early = [...told];
  await minutes(2);

  expect([early, told]).toEqual([[], [HEARD, HEARD]]);
});

test("a quiet plant is no reason to read everything anew", async () => {
  await minutes(9);

  expect(feed.reloads).toBe(0);
});

test("where the log went on and nothing was heard for a minute, everything is read anew", async () => {
  api.latestEventId = "8";

  await minutes(1);
  const early = feed.reloads;
  await minutes(1);

  expect([early, feed.reloads]).toEqual([0, 1]);
});

test("an event that was only on its way is no reason", async () => {
  api.latestEventId = "8";
  await minutes(1);

  feed.cursor.value = "8";
  await minutes(2);

  expect(feed.reloads).toBe(0);
});

test("a plant in which something happens all the time is no reason, though each pulse finds the log ahead", async () => {
  for (let minute = 1; minute < 10; minute += 1) {
    api.latestEventId = `${100 + minute}`;
    feed.cursor.value = `${99 + minute}`;
    await minutes(1);
  }

  expect(feed.reloads).toBe(0);
});

test("after everything was read anew, a minute without news is looked at afresh", async () => {
  api.latestEventId = "8";
  await minutes(2);

  feed.cursor.value = "8";
  await minutes(3);

  expect(feed.reloads).toBe(1);
});

test("a stream that stays behind is read anew again and again, every other minute", async () => {
  for (let minute = 0; minute < 8; minute += 1) {
    api.latestEventId = "8";
    await minutes(1);
  }

  expect(feed.reloads).toBe(4);
});

test("every tenth minute everything is read anew", async () => {
  await minutes(9);
  const early = feed.reloads;
  await minutes(11);

  expect([early, feed.reloads]).toEqual([0, 2]);
});

test.each<Connection>([LOST, { state: "connecting" }, { state: "logged-out", since: null }])(
  "while the screen is not live nothing is asked, and no minute counts: %o",
  async (connection) => {
    feed.connection.value = connection;

    await minutes(30);

    expect([api.asked, feed.reloads]).toEqual([0, 0]);
  },
);

test("a server that does not answer is told of by the stream alone, and asked again", async () => {
  api.problem = new Unanswered({ message: "The server cannot be reached.", remedy: "none" });
  await minutes(1);

  api.problem = null;
  await minutes(1);

  expect([told, api.asked, feed.reloads]).toEqual([[HEARD], 2, 0]);
});

test("who stops it asks nothing more", async () => {
  stop();

  await minutes(20);

  expect([api.asked, feed.reloads]).toEqual([0, 0]);
});
