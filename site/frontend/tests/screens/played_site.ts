import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";

/** One subscription that the server got, and the means to answer it. */
export interface Subscriber {
  readonly socket: WebSocket;
  readonly variables: Record<string, unknown>;
  /** Which connection it came on, from 1. */
  readonly connection: number;
  next(payload: unknown): void;
  error(errors: unknown): void;
  complete(): void;
}

/** As browsers have it and Node.js before version 22 does not; a browser keeps to itself that an attempt was given up. */
class BrowserWebSocket extends WebSocket {
  constructor(address: string, protocol: string) {
    super(address, protocol);
    this.on("error", () => {});
  }
}

/** Give the page a browser's WebSocket; `vi.unstubAllGlobals()` takes it away. */
export function stubWebSocket(): void {
  vi.stubGlobal("WebSocket", BrowserWebSocket);
}

/** A real server on a free loopback port, for requests and WebSockets at one address. */
export class PlayedSite {
  /** What is done with a subscription. */
  play: (subscriber: Subscriber) => void = () => {};
  /** What a posted operation is answered with. */
  answer: (query: string) => unknown = () => ({ data: { __typename: "Query" } });
  isLoggedIn = true;
  /** Whether it takes WebSockets; where not, it breaks the connection, as a proxy without its server. */
  isOpen = true;
  refused = 0;
  /** Says nothing on any WebSocket, not even to a ping. */
  isSilent = false;
  connections = 0;
  posted = 0;
  readonly received: { type: string }[] = [];
  readonly server: Server;
  readonly socketServer: WebSocketServer;

  constructor() {
    this.server = createServer((request, response) => this.respond(request, response));
    this.socketServer = new WebSocketServer({
      server: this.server,
      verifyClient: (_client, answer) => answer(this.isLoggedIn, 401),
      handleProtocols: (protocols) => protocols.has("graphql-transport-ws") && "graphql-transport-ws",
    });
    this.server.prependListener("upgrade", (_request, socket) => {
      if (this.isOpen) return;
      this.refused += 1;
      socket.destroy();
    });
    this.socketServer.on("connection", (socket) => this.welcome(socket, ++this.connections));
  }

  /** Where it is. */
  async open(): Promise<{ endpoint: string; socketAddress: string }> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    const { port } = this.server.address() as AddressInfo;
    return { endpoint: `http://127.0.0.1:${port}/graphql/`, socketAddress: `ws://127.0.0.1:${port}/graphql/` };
  }

  shut(): void {
    for (const client of this.socketServer.clients) client.terminate();
    this.socketServer.close();
    this.server.closeAllConnections();
    this.server.close();
  }

  /** The types of the messages that came in, but for signs of life. */
  get receivedTypes(): string[] {
    return this.received.map(({ type }) => type).filter((type) => type !== "ping");
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = JSON.parse(await text(request));
    this.posted += 1;
    if (this.isLoggedIn) response.end(JSON.stringify(this.answer(operation.query)));
    else response.writeHead(401).end();
  }

  private welcome(socket: WebSocket, connection: number): void {
    socket.on("message", (data) => {
      const message = JSON.parse(String(data));
      this.received.push(message);
      if (this.isSilent) return;
      if (message.type === "connection_init") socket.send('{"type": "connection_ack"}');
      if (message.type === "ping") socket.send('{"type": "pong"}');
      if (message.type === "subscribe") this.play(subscriber(socket, message, connection));
    });
  }
}

function subscriber(
  socket: WebSocket,
  { id, payload: { variables } }: { id: string; payload: { variables: Record<string, unknown> } },
  connection: number,
): Subscriber {
  const send = (type: string, payload?: unknown) => socket.send(JSON.stringify({ id, type, payload }));
  return {
    socket,
    variables,
    connection,
    next: (payload) => send("next", payload),
    error: (errors) => send("error", errors),
    complete: () => send("complete"),
  };
}
