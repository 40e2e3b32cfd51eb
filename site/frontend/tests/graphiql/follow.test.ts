import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import type { Failure, GraphQLResponse } from "../../src/api/post";
import { type Follower, follow, type Line } from "../../src/graphiql/follow";

const OPERATION = { query: "subscription Follow { planningEvents { id } }", variables: { after: "3" } };
const SESSION_ENDED: Failure = { message: "Your session has ended.", remedy: "log-in" };
const WAITS = [1, 2, 3];

/** What the server does once it got a subscription on its nth connection. */
type Script = (socket: WebSocket, id: string, connection: number) => void;

const servers: WebSocketServer[] = [];
const stops: (() => void)[] = [];

/** As browsers have it and Node.js before version 22 does not. */
class CountedWebSocket extends WebSocket {
  static count = 0;

  constructor(address: string, protocol: string) {
    super(address, protocol);
    CountedWebSocket.count += 1;
  }
}

beforeAll(() => {
  vi.stubGlobal("WebSocket", CountedWebSocket);
  return () => vi.unstubAllGlobals();
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  for (const server of servers.splice(0)) shut(server);
});

function shut(server: WebSocketServer): void {
  for (const client of server.clients) client.terminate();
  server.close();
}

class Listener implements Follower {
  readonly heard: GraphQLResponse[] = [];
  readonly told: string[] = [];
  ended: Failure | null | undefined;

  hear = (response: GraphQLResponse): void => void this.heard.push(response);
  tell = (message: string): void => void this.told.push(message);
  end = (failure: Failure | null): void => {
    this.ended = failure;
  };
}

class PlayedServer {
  readonly received: { id?: string; type: string; payload?: unknown }[] = [];
  connections = 0;
  /** Refuses to open WebSockets, as with a 401. */
  isRefusing = false;
  readonly socketServer: WebSocketServer;

  constructor(script: Script) {
    this.socketServer = new WebSocketServer({
      host: "127.0.0.1",
      port: 0,
      verifyClient: () => !this.isRefusing,
      handleProtocols: (protocols) => protocols.has("graphql-transport-ws") && "graphql-transport-ws",
    });
    servers.push(this.socketServer);
    this.socketServer.on("connection", (socket) => {
      const connection = ++this.connections;
      socket.on("message", (data) => {
        const message = JSON.parse(String(data));
        this.received.push(message);
        if (message.type === "connection_init") socket.send('{"type": "connection_ack"}');
        if (message.type === "subscribe") script(socket, message.id, connection);
      });
    });
  }

  async line(): Promise<Line> {
    if (this.socketServer.address() === null) await once(this.socketServer, "listening");
    const { port } = this.socketServer.address() as AddressInfo;
    const address = `ws://127.0.0.1:${port}/graphql/`;
    return { address, patience: 5_000, waits: WAITS, whyRefused: async () => SESSION_ENDED };
  }
}

function event(id: string, number: number): string {
  return JSON.stringify({ id, type: "next", payload: answer(number) });
}

function answer(number: number): GraphQLResponse {
  return { data: { planningEvents: { id: `${number}` } } };
}

async function following(server: PlayedServer, changes: Partial<Line> = {}): Promise<Listener> {
  const listener = new Listener();
  stops.push(follow(OPERATION, { ...(await server.line()), ...changes }, listener));
  return listener;
}

test("events are heard until the server is done, and the WebSocket is closed then", async () => {
  const server = new PlayedServer((socket, id) => {
    socket.send(event(id, 4));
    socket.send(event(id, 5));
    socket.send(JSON.stringify({ id, type: "complete" }));
  });

  const listener = await following(server);
  await vi.waitFor(() => expect(listener.ended).toBeNull());
  await vi.waitFor(() => expect(server.socketServer.clients.size).toBe(0));

  expect(listener.heard).toEqual([answer(4), answer(5)]);
  expect(server.received[1]).toMatchObject({ type: "subscribe", payload: OPERATION });
  expect(listener.told).toEqual([]);
});

test("errors of the document are shown as a response", async () => {
  const server = new PlayedServer((socket, id) =>
    socket.send(JSON.stringify({ id, type: "error", payload: [{ message: "Cannot query field." }] })),
  );

  const listener = await following(server);
  await vi.waitFor(() => expect(listener.ended).toBeNull());

  expect(listener.heard).toEqual([{ errors: [{ message: "Cannot query field." }] }]);
});

test("who stops tells the server and hears nothing more", async () => {
  const server = new PlayedServer((socket, id) => socket.send(event(id, 4)));
  const listener = await following(server);
  await vi.waitFor(() => expect(listener.heard).toHaveLength(1));

  for (const stop of stops.splice(0)) stop();
  await vi.waitFor(() => expect(server.socketServer.clients.size).toBe(0));

  expect(server.received.map(({ type }) => type)).toEqual(["connection_init", "subscribe", "complete"]);
  expect(listener.ended).toBeUndefined();
});

test.each([1012, 1013, 1001])("after %d the connection is tried again, and both is told", async (code) => {
  const server = new PlayedServer((socket, id, connection) => {
    if (connection === 1) socket.close(code, "The server restarts.");
    else socket.send(event(id, 5));
  });

  const listener = await following(server);
  await vi.waitFor(() => expect(listener.heard).toEqual([answer(5)]));

  expect(server.connections).toBe(2);
  expect(listener.told).toEqual([expect.stringContaining("was lost."), expect.stringContaining("is back.")]);
  expect(listener.ended).toBeUndefined();
});

test("a connection that breaks without a word is tried again", async () => {
  const server = new PlayedServer((socket, id, connection) => {
    if (connection === 1) socket.terminate();
    else socket.send(event(id, 5));
  });

  const listener = await following(server);

  await vi.waitFor(() => expect(listener.heard).toEqual([answer(5)]));
});

test("a server that welcomes and fails each time is given up", async () => {
  const server = new PlayedServer((socket) => socket.close(1013, "The stream failed."));

  const listener = await following(server);
  await vi.waitFor(() => expect(listener.ended).toBeDefined());

  expect(server.connections).toBe(1 + WAITS.length);
  expect(listener.ended).toEqual({
    message: "The connection was closed (1013): The stream failed.",
    remedy: "none",
  });
});

test("each event takes the losses before it from the count", async () => {
  const server = new PlayedServer((socket, id, connection) => {
    socket.send(event(id, connection));
    if (connection <= WAITS.length + 2) socket.close(1012, "The server restarts.");
  });

  const listener = await following(server);

  await vi.waitFor(() => expect(listener.heard).toHaveLength(WAITS.length + 3));
});

test.each([
  [4401, "You are no longer logged in.", "log-in"],
  [4403, "What your login may do has changed.", "none"],
  [4400, "This is not a message.", "none"],
  [4429, "Too many initialisation requests", "none"],
])("%d is not tried again, and its reason told", async (code, reason, remedy) => {
  const server = new PlayedServer((socket) => socket.close(code, reason));

  const listener = await following(server);
  await vi.waitFor(() => expect(listener.ended).toBeDefined());

  expect(server.connections).toBe(1);
  expect(listener.ended).toEqual({ message: `The connection was closed (${code}): ${reason}`, remedy });
  expect(listener.told).toEqual([]);
});

test("a WebSocket that is refused is not tried again, and the reason is asked for", async () => {
  const server = new PlayedServer(() => {});
  server.isRefusing = true;

  const listener = await following(server);
  await vi.waitFor(() => expect(listener.ended).toBeDefined());

  expect(listener).toMatchObject({ ended: SESSION_ENDED, told: [] });
});

test("a server that answers but opens no WebSocket is told as such", async () => {
  const server = new PlayedServer(() => {});
  server.isRefusing = true;

  const listener = await following(server, { whyRefused: async () => null });
  await vi.waitFor(() => expect(listener.ended).toBeDefined());

  expect(listener.ended?.message).toContain("The server answers but opens no WebSocket");
});

test("a server that restarts and then refuses is given up with its reason", async () => {
  const server = new PlayedServer((socket) => {
    server.isRefusing = true;
    socket.close(1012, "The server restarts.");
  });

  const listener = await following(server);
  await vi.waitFor(() => expect(listener.ended).toBeDefined());

  expect(listener.ended).toEqual(SESSION_ENDED);
});

test("who stops while the connection is lost brings no new one about", async () => {
  const server = new PlayedServer((socket) => socket.close(1012, "The server restarts."));
  const before = CountedWebSocket.count;
  const listener = await following(server, { waits: [100] });
  await vi.waitFor(() => expect(listener.told).toHaveLength(1));

  for (const stop of stops.splice(0)) stop();
  // Timers of one length fire in the order in which they were set.
  await new Promise((past) => setTimeout(past, 100));

  expect(CountedWebSocket.count - before).toBe(1);
  expect(listener).toMatchObject({ heard: [], ended: undefined });
});

test("an answer that is not of the protocol is told", async () => {
  const server = new PlayedServer((socket) => socket.send("no JSON"));

  const listener = await following(server);
  await vi.waitFor(() => expect(listener.ended).toBeDefined());

  expect(listener.ended?.message).toContain("The subscription failed:");
});
