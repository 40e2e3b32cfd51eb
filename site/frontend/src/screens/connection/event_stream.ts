import { type Client, createClient } from "graphql-ws";
import { isClose } from "../../api/socket";
import { gettext } from "../../language/gettext";
import type { TypedDocumentString } from "../generated/documents";

/** How long a connection may be without a sign of life, in milliseconds. */
export interface Patience {
  readonly pingEvery: number;
  readonly answerWithin: number;
}

const PATIENCE: Patience = { pingEvery: 10_000, answerWithin: 5_000 };
/** The close code by which the library tells of a connection that was ended from this side. */
const TERMINATED = 4499;
/** The close code of a connection that was never open, or broke without a word. */
const ABNORMAL = 1006;

export interface EventStream {
  /**
   * Hear one subscription's answers until it is complete or `abort` ends it. Throws how the socket was closed, or the
   * list of GraphQL's errors.
   */
  follow<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    hear: (data: Data) => void,
    abort: AbortSignal,
  ): Promise<void>;
}

/**
 * Subscriptions over one WebSocket, which is open while there are any. A connection without a sign of life, as after a
 * pulled cable, is ended from this side: a browser would believe in it for many minutes. `onOpen` is told of each
 * welcome by the server.
 */
export function createEventStream(address: string, onOpen: () => void, patience: Patience = PATIENCE): EventStream {
  const { client, expectClose } = connect(address, onOpen, patience);
  let followers = 0;
  return {
    follow(document, variables, hear, abort) {
      followers += 1;
      const end = new Promise<void>((complete, fail) => {
        const stop = client.subscribe(
          { query: document.toString(), variables },
          {
            next({ data, errors }) {
              if (data && !errors) return hear(data as Parameters<typeof hear>[0]);
              fail(errors ?? []);
              stop();
            },
            error: (problem) => fail(closeOf(problem)),
            complete,
          },
        );
        const leave = () => {
          stop();
          // Of a subscription on a socket that is not open yet, the library tells only when it is.
          complete();
        };
        abort.addEventListener("abort", leave, { once: true });
        if (abort.aborted) leave();
      });
      return end.finally(() => {
        followers -= 1;
        if (followers === 0) expectClose();
      });
    },
  };
}

/** A client that ends a connection on which the server does not welcome, answer, or close in time. */
function connect(address: string, onOpen: () => void, { pingEvery, answerWithin }: Patience) {
  let alarm: ReturnType<typeof setTimeout>;
  let isWelcome = false;
  const disarm = () => clearTimeout(alarm);
  function expectWithin(milliseconds: number): void {
    disarm();
    alarm = setTimeout(() => client.terminate(), milliseconds);
  }
  const client: Client = createClient({
    url: address,
    // Whoever follows comes back with a newer cursor, which the library does not know of.
    retryAttempts: 0,
    keepAlive: pingEvery,
    on: {
      connecting() {
        isWelcome = false;
        expectWithin(pingEvery + answerWithin);
      },
      connected() {
        isWelcome = true;
        disarm();
        onOpen();
      },
      ping(isFromServer) {
        if (!isFromServer && isWelcome) expectWithin(answerWithin);
      },
      pong(isFromServer) {
        if (isFromServer && isWelcome) disarm();
      },
      closed: disarm,
    },
  });
  return { client, expectClose: () => expectWithin(answerWithin) };
}

/** How a socket was closed: a browser's error event does not tell, and the library has words of its own for it. */
function closeOf(problem: unknown): unknown {
  if (isErrorEvent(problem)) return { code: ABNORMAL, reason: "" };
  const isTerminated = isClose(problem) && problem.code === TERMINATED;
  return isTerminated ? { code: TERMINATED, reason: gettext("The connection was lost.") } : problem;
}

function isErrorEvent(problem: unknown): boolean {
  return typeof problem === "object" && problem !== null && "type" in problem && problem.type === "error";
}
