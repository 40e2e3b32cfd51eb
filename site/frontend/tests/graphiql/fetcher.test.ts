import { expect, test } from "vitest";
import { createFetcher, type NoticeBoard } from "../../src/graphiql/fetcher";
import type { Failure, Outcome } from "../../src/graphiql/post";

const OPERATION = { query: "{ machines { pk } }" };
const FAILURE: Failure = { message: "The server cannot be reached.", remedy: "none" };

class RememberingBoard implements NoticeBoard {
  shown: Failure | null = null;

  show(failure: Failure): void {
    this.shown = failure;
  }

  clear(): void {
    this.shown = null;
  }
}

test("a failure is told on the page and in the result pane", async () => {
  const board = new RememberingBoard();
  const fetcher = createFetcher(async (): Promise<Outcome> => ({ failure: FAILURE }), board);

  const result = await fetcher(OPERATION);

  expect(board.shown).toEqual(FAILURE);
  expect(result).toEqual({ errors: [{ message: FAILURE.message }] });
});

test("the next response takes the notice away", async () => {
  const board = new RememberingBoard();
  const outcomes: Outcome[] = [{ failure: FAILURE }, { response: { data: {} } }];
  const fetcher = createFetcher(async () => outcomes.shift() as Outcome, board);

  await fetcher(OPERATION);
  const result = await fetcher(OPERATION);

  expect(result).toEqual({ data: {} });
  expect(board.shown).toBeNull();
});
