import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Patience } from "../../../src/screens/connection/event_stream";
import { PlayedSite, stubWebSocket } from "../played_site";
import { type StubbedWindow, stubWindow } from "../window";
import { events, inTurn, LiveScreen, soon } from "./live_screen";

const IMPATIENT: Patience = { pingEvery: 50, answerWithin: 50 };
const screens: LiveScreen[] = [];
const sockets: Socket[] = [];
let page: StubbedWindow;
let site: PlayedSite;
let silent: Server | undefined;

beforeEach(() => {
  page = stubWindow();
  stubWebSocket();
  site = new PlayedSite();
});

afterEach(() => {
  for (const { feed } of screens.splice(0)) feed.stop();
  for (const socket of sockets.splice(0)) socket.destroy();
  silent?.close();
  silent = undefined;
  site.shut();
  vi.unstubAllGlobals();
});

function screenAt(socketAddress: string, patience = IMPATIENT): LiveScreen {
  const screen = new LiveScreen(socketAddress, patience);
  screens.push(screen);
  return screen;
}

/** The address of something that takes connections and never says a word, as a hung proxy. */
async function silentAddress(): Promise<string> {
  silent = createServer((socket) => sockets.push(socket.on("error", () => {})));
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  return `ws://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
}

test("a server that goes silent is left, and the next connection goes on after the last event", async () => {
  const afters = inTurn(site, events("8"), events("9"));
  const screen = screenAt((await site.open()).socketAddress);
  await soon(() => expect(screen.heard).toEqual(["8"]));

  site.isSilent = true;
  await soon(() => expect(screen.state).toBe("lost"));
  const told = screen.feed.connection.value;
  site.isSilent = false;
  await soon(() => expect(screen.heard).toEqual(["8", "9"]));

  expect(told).toMatchObject({ failure: { message: "The connection was lost.", remedy: "none" } });
  expect([afters, screen.loads, page.reported]).toEqual([["7", "8"], 1, []]);
});

test("a server that answers each ping is kept, however little there is to tell", async () => {
  inTurn(site, events("8"));
  // As it is outside of tests, a ping's answer is missed before the next ping.
  const screen = screenAt((await site.open()).socketAddress, { pingEvery: 400, answerWithin: 200 });

  await soon(() => expect(site.received.filter(({ type }) => type === "ping")).toHaveLength(3));

  expect([site.connections, screen.state]).toEqual([1, "live"]);
});

test("a server that takes the connection and opens no WebSocket is given up, and tried again", async () => {
  const screen = screenAt(await silentAddress());

  await soon(() => expect(sockets.length).toBeGreaterThan(1));

  expect([screen.state, page.reported]).toEqual(["lost", []]);
});

test("a server that opens the WebSocket and does not welcome is given up, and tried again", async () => {
  site.isSilent = true;
  const screen = screenAt((await site.open()).socketAddress);

  await soon(() => expect(site.connections).toBeGreaterThan(1));

  expect([screen.state, page.reported]).toEqual(["lost", []]);
});

test("to reload waits for no WebSocket that is still being opened", async () => {
  const screen = screenAt(await silentAddress(), { pingEvery: 10_000, answerWithin: 5_000 });
  await soon(() => expect(sockets).toHaveLength(1));

  screen.feed.reload();

  await soon(() => expect(screen.loads).toBe(2));
});

test("to reload waits for no server that does not let go of the old connection", async () => {
  const afters = inTurn(site, ({ socket }) => socket.pause(), events("18"));
  const screen = screenAt((await site.open()).socketAddress, { pingEvery: 10_000, answerWithin: 50 });
  await soon(() => expect(afters).toEqual(["7"]));

  screen.feed.reload();

  await soon(() => expect(screen.heard).toEqual(["18"]));
});
