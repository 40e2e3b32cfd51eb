import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Failure } from "../../../src/api/post";
import { createEventStream } from "../../../src/screens/connection/event_stream";
import { TypedDocumentString } from "../../../src/screens/generated/documents";
import { PlayedSite, stubWebSocket } from "../played_site";
import { type StubbedWindow, stubWindow } from "../window";
import { connectionsTo, events, FAULTY, inTurn, LiveScreen, soon } from "./live_screen";

const SESSION_ENDED: Failure = { message: "Your session has ended.", remedy: "log-in" };
const screens: LiveScreen[] = [];
let page: StubbedWindow;
let site: PlayedSite;

beforeEach(() => {
  page = stubWindow();
  stubWebSocket();
  site = new PlayedSite();
});

afterEach(() => {
  for (const { feed } of screens.splice(0)) feed.stop();
  site.shut();
  vi.unstubAllGlobals();
});

async function openScreen(why: Failure | null = null): Promise<LiveScreen> {
  const { socketAddress } = await site.open();
  const screen = new LiveScreen(socketAddress, undefined, why);
  screens.push(screen);
  return screen;
}

test("events are heard in their order, and the screen is live", async () => {
  const afters = inTurn(site, events("8", "9"));

  const screen = await openScreen();
  await soon(() => expect(screen.heard).toEqual(["8", "9"]));

  expect([afters, screen.state]).toEqual([["7"], "live"]);
});

test.each([1001, 1011, 1012, 1013])("after %d it goes on after the last event that it heard", async (code) => {
  const restart = events("8", "9");
  const afters = inTurn(
    site,
    (subscriber) => {
      restart(subscriber);
      subscriber.socket.close(code, "The server restarts.");
    },
    events("10"),
  );

  const screen = await openScreen();
  await soon(() => expect(screen.heard).toEqual(["8", "9", "10"]));

  expect([afters, screen.loads, page.reported]).toEqual([["7", "9"], 1, []]);
});

test("a connection that breaks without a word is no fault of the page", async () => {
  const afters = inTurn(site, ({ socket }) => socket.terminate(), events("8"));

  const screen = await openScreen();
  await soon(() => expect(screen.heard).toEqual(["8"]));

  expect([afters, screen.loads, page.reported]).toEqual([["7", "7"], 1, []]);
});

test("a server that cannot be reached is no fault of the page, which loads nothing anew", async () => {
  const afters = inTurn(site, events("8"), events("9"));
  const screen = await openScreen();
  await soon(() => expect(screen.heard).toEqual(["8"]));

  site.isOpen = false;
  for (const client of site.socketServer.clients) client.terminate();
  await soon(() => expect(site.refused).toBeGreaterThan(1));
  site.isOpen = true;
  await soon(() => expect(screen.heard).toEqual(["8", "9"]));

  expect([afters, screen.loads, page.reported]).toEqual([["7", "8"], 1, []]);
});

test("a log that does not reach back is complete: data is loaded anew", async () => {
  const afters = inTurn(site, ({ complete }) => complete(), events("18"));

  const screen = await openScreen();
  await soon(() => expect(screen.heard).toEqual(["18"]));

  expect([afters, screen.loads]).toEqual([["7", "17"], 2]);
});

test("the end of the login stops the screen", async () => {
  inTurn(site, ({ socket }) => socket.close(4401, "You are no longer logged in."));

  const screen = await openScreen();
  await soon(() => expect(screen.state).toBe("logged-out"));

  expect(site.connections).toBe(1);
});

test("changed rights load the data anew", async () => {
  const afters = inTurn(site, ({ socket }) => socket.close(4403, "Your rights have changed."), events("18"));

  const screen = await openScreen();
  await soon(() => expect(screen.heard).toEqual(["18"]));

  expect([afters, screen.loads]).toEqual([["7", "17"], 2]);
});

test("a WebSocket that is refused without a login stops the screen, and is no fault of the page", async () => {
  site.isLoggedIn = false;

  const screen = await openScreen(SESSION_ENDED);
  await soon(() => expect(screen.state).toBe("logged-out"));

  expect([screen.loads, page.reported]).toEqual([1, []]);
});

test("a subscription that is refused is told, and tried again", async () => {
  const afters = inTurn(site, ({ error }) => error([{ message: "Too many streams." }]), events("8"));

  const screen = await openScreen();
  const told: unknown[] = [];
  screen.feed.connection.subscribe((connection) => told.push(connection));
  await soon(() => expect(screen.heard).toEqual(["8"]));

  const failure = { message: "The server refused: Too many streams.", remedy: "none" };
  expect(told).toContainEqual(expect.objectContaining({ state: "lost", failure }));
  expect([afters, screen.state]).toEqual([["7", "7"], "live"]);
});

test.each([
  ["has errors", { data: null, errors: [{ message: "A fault." }] }],
  ["has no data", {}],
])("an event that %s leaves a single subscription, and the screen live again", async (_name, payload) => {
  const afters = inTurn(site, ({ next }) => next(payload), events("8"));

  const screen = await openScreen();
  await soon(() => expect(screen.heard).toEqual(["8"]));

  expect(site.receivedTypes).toEqual(["connection_init", "subscribe", "complete", "connection_init", "subscribe"]);
  expect([afters, screen.state, page.reported]).toEqual([["7", "7"], "live", []]);
});

test("a fault of the page at an event is reported, and the data read anew", async () => {
  const afters = inTurn(site, events("8", FAULTY, "9"), events("18"));

  const screen = await openScreen();
  await soon(() => expect(screen.heard).toEqual(["8", "18"]));

  expect([afters, page.reported]).toEqual([["7", "17"], [new TypeError("machine is undefined")]]);
  await soon(() => expect(connectionsTo(site)).toBe(1));
});

test("to reload leaves a single subscription on a single connection, and the screen live", async () => {
  const afters = inTurn(site, () => {});
  const screen = await openScreen();
  await soon(() => expect(afters).toEqual(["7"]));

  screen.feed.reload();
  await soon(() => expect(afters).toEqual(["7", "17"]));

  await soon(() => expect([connectionsTo(site), screen.state]).toEqual([1, "live"]));
  expect(site.receivedTypes).toEqual(["connection_init", "subscribe", "complete", "connection_init", "subscribe"]);
});

test("who gave up before anything was asked leaves no connection", async () => {
  const { socketAddress } = await site.open();
  const document = new TypedDocumentString<{ id: string }, Record<string, never>>("subscription { id }");

  await createEventStream(socketAddress, () => {}).follow(document, {}, () => {}, AbortSignal.abort());

  await soon(() => expect([site.connections, connectionsTo(site)]).toEqual([1, 0]));
  expect(site.receivedTypes).toEqual(["connection_init"]);
});

test("who stops leaves no connection", async () => {
  const afters = inTurn(site, () => {});
  const screen = await openScreen();
  await soon(() => expect(afters).toEqual(["7"]));

  screen.feed.stop();

  await soon(() => expect(connectionsTo(site)).toBe(0));
  expect(site.receivedTypes).toEqual(["connection_init", "subscribe", "complete"]);
});
