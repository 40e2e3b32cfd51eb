import type { FetcherParams } from "@graphiql/toolkit";
import { expect, test } from "vitest";
import type { Failure, GraphQLResponse, Outcome } from "../../src/api/post";
import { createFetcher, type NoticeBoard } from "../../src/graphiql/fetcher";
import type { Follower } from "../../src/graphiql/follow";

const OPERATION = { query: "{ machines { pk } }" };
const SUBSCRIPTION = { query: "subscription Follow { planningEvents { __typename } }" };
const FAILURE: Failure = { message: "The server cannot be reached.", remedy: "none" };
const EVENT = { data: { planningEvents: { id: "7" } } };

class RememberingBoard implements NoticeBoard {
  shown: Failure | null = null;

  show(failure: Failure): void {
    this.shown = failure;
  }

  clear(): void {
    this.shown = null;
  }
}

/** What GraphiQL subscribes to, and what it gives back. */
interface Answers {
  subscribe(pane: ResultPane): { unsubscribe(): void };
}

class ResultPane {
  readonly shown: GraphQLResponse[] = [];
  isComplete = false;

  next(response: GraphQLResponse): void {
    this.shown.push(response);
  }

  complete(): void {
    this.isComplete = true;
  }
}

function posting(...outcomes: Outcome[]) {
  return {
    post: async () => outcomes.shift() as Outcome,
    follow: () => expect.unreachable("This is no subscription."),
  };
}

/** A subscription that has begun: `follower` is the server's end of it. */
async function begun() {
  const board = new RememberingBoard();
  const pane = new ResultPane();
  const followed: { operation: FetcherParams; follower: Follower }[] = [];
  const stops: string[] = [];
  const ways = {
    post: () => expect.unreachable("A subscription is not posted."),
    follow(operation: FetcherParams, follower: Follower) {
      followed.push({ operation, follower });
      return () => stops.push("stopped");
    },
  };
  board.show(FAILURE);
  const answers = (await createFetcher(ways, board)(SUBSCRIPTION)) as Answers;
  expect(followed).toEqual([]);
  const subscription = answers.subscribe(pane);
  const [{ operation, follower } = expect.unreachable("Nothing is followed.")] = followed;
  return { board, pane, operation, follower, stops, subscription };
}

test("a failure is told on the page and in the result pane", async () => {
  const board = new RememberingBoard();
  const fetcher = createFetcher(posting({ failure: FAILURE }), board);

  const result = await fetcher(OPERATION);

  expect(board.shown).toEqual(FAILURE);
  expect(result).toEqual({ errors: [{ message: FAILURE.message }] });
});

test("the next response takes the notice away", async () => {
  const board = new RememberingBoard();
  const fetcher = createFetcher(posting({ failure: FAILURE }, { response: { data: {} } }), board);

  await fetcher(OPERATION);
  const result = await fetcher(OPERATION);

  expect(result).toEqual({ data: {} });
  expect(board.shown).toBeNull();
});

test("a subscription is followed once GraphiQL listens, and an old notice goes", async () => {
  const { board, pane, operation, follower } = await begun();

  follower.hear(EVENT);

  expect(operation).toEqual({ ...SUBSCRIPTION, operationName: "Follow" });
  expect(pane.shown).toEqual([EVENT]);
  expect(pane.isComplete).toBe(false);
  expect(board.shown).toBeNull();
});

test("what happens to the connection is told beside the events", async () => {
  const { board, pane, follower } = await begun();

  follower.tell("The connection was lost.");

  expect(board.shown).toEqual({ message: "The connection was lost.", remedy: "none" });
  expect(pane).toMatchObject({ shown: [], isComplete: false });
});

test("a subscription that fails before its first event is told in the result pane too", async () => {
  const { board, pane, follower } = await begun();

  follower.end(FAILURE);

  expect(board.shown).toEqual(FAILURE);
  expect(pane).toMatchObject({ shown: [{ errors: [{ message: FAILURE.message }] }], isComplete: true });
});

test("the last event stays in sight when the subscription fails", async () => {
  const { board, pane, follower } = await begun();

  follower.hear(EVENT);
  follower.end(FAILURE);

  expect(board.shown).toEqual(FAILURE);
  expect(pane).toMatchObject({ shown: [EVENT], isComplete: true });
});

test("a subscription that is stopped leaves no notice", async () => {
  const { board, follower, stops, subscription } = await begun();

  follower.tell("The connection was lost.");
  subscription.unsubscribe();

  expect(stops).toEqual(["stopped"]);
  expect(board.shown).toBeNull();
});
