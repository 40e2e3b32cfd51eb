import type { FetcherParams } from "@graphiql/toolkit";
import { type Client, createClient } from "graphql-ws";
import type { Failure, GraphQLResponse } from "../api/post";
import { isClose, LOGGED_OUT } from "../api/socket";

/** Where a subscription's answers go. */
export interface Follower {
  hear(response: GraphQLResponse): void;
  /** Tell what happens to the connection meanwhile. */
  tell(message: string): void;
  /** Nothing more will come; `failure` says why, unless the server was done. */
  end(failure: Failure | null): void;
}

export interface Line {
  /** The address of the WebSocket, `ws:` or `wss:`. */
  readonly address: string;
  /** How long to wait for the server's welcome, in milliseconds. */
  readonly patience: number;
  /** How long to wait before each attempt to get a lost connection back, in milliseconds. */
  readonly waits: readonly number[];
  /** Ask the server by another way why it opens no WebSocket: a browser keeps its answer from scripts. */
  whyRefused(): Promise<Failure | null>;
}

const LOST = "The connection was lost. Trying again.";
const BACK = "The connection was lost and is back. Changes in between are shown only to a subscription with after.";
const NOT_OPENED =
  "The server answers but opens no WebSocket: it was not started with `manage.py serve`, too many are open, or a proxy " +
  "in between lets none through.";

/**
 * Follow a subscription over a WebSocket of its own, which is closed with it. A connection that was lost is tried again;
 * one that the server refused is not. Returns what stops it; after that the follower hears nothing.
 */
export function follow(operation: FetcherParams, line: Line, listener: Follower): () => void {
  const { follower, mute } = mutable(listener);
  const { client, startAnew } = connect(line, follower.tell);
  const stop = client.subscribe(
    { ...operation, operationName: operation.operationName ?? null },
    {
      next(response) {
        startAnew();
        follower.hear(response);
      },
      async error(problem) {
        if (Array.isArray(problem)) {
          follower.hear({ errors: problem });
          follower.end(null);
        } else {
          follower.end(await failureOf(problem, line));
        }
      },
      complete: () => follower.end(null),
    },
  );
  return () => {
    mute();
    stop();
  };
}

/** A follower that passes on what it is told, until it is muted. */
function mutable(listener: Follower): { follower: Follower; mute(): void } {
  let isMuted = false;
  return {
    follower: {
      hear: (response) => isMuted || listener.hear(response),
      tell: (message) => isMuted || listener.tell(message),
      end: (failure) => isMuted || listener.end(failure),
    },
    mute() {
      isMuted = true;
    },
  };
}

/** A client that gives up after as many losses as there are waits; `startAnew` takes those before it from the count. */
function connect(line: Line, tell: Follower["tell"]): { client: Client; startAnew(): void } {
  let wasConnected = false;
  let losses = 0;
  const client = createClient({
    url: line.address,
    connectionAckWaitTimeout: line.patience,
    // The library's own count starts anew with each welcome, so that it would ask a failing server without end.
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (problem) => wasConnected && !isFinal(problem) && losses < line.waits.length,
    async retryWait() {
      tell(LOST);
      await new Promise((resolve) => setTimeout(resolve, line.waits[losses++]));
    },
    on: {
      connected(_socket, _payload, isBack) {
        wasConnected = true;
        if (isBack) tell(BACK);
      },
    },
  });
  return {
    client,
    startAnew() {
      losses = 0;
    },
  };
}

/** Whether the same would come of another attempt: either side would not have what the other one sent. */
function isFinal(problem: unknown): boolean {
  return problem instanceof Error || (isClose(problem) && problem.code >= 4400 && problem.code < 4500);
}

async function failureOf(problem: unknown, line: Line): Promise<Failure> {
  if (problem instanceof Error) return { message: `The subscription failed: ${problem.message}`, remedy: "none" };
  if (isClose(problem) && problem.reason !== "") {
    const message = `The connection was closed (${problem.code}): ${problem.reason}`;
    return { message, remedy: problem.code === LOGGED_OUT ? "log-in" : "none" };
  }
  return (await line.whyRefused()) ?? { message: NOT_OPENED, remedy: "none" };
}
