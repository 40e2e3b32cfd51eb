import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { withOwnOperationName } from "./operation_name";
import type { Failure, Outcome } from "./post";

/** Where failures are told beside GraphiQL's own panes. */
export interface NoticeBoard {
  show(failure: Failure): void;
  clear(): void;
}

/**
 * The one way from GraphiQL to the server: queries and mutations go through `post`. A subscription's transport belongs
 * here too, chosen by the operation's type, since GraphiQL takes an AsyncIterable or Observable from a fetcher as well.
 */
export function createFetcher(post: (operation: FetcherParams) => Promise<Outcome>, board: NoticeBoard): Fetcher {
  return async (operation) => {
    const outcome = await post(withOwnOperationName(operation));
    if ("response" in outcome) {
      board.clear();
      return outcome.response;
    }
    board.show(outcome.failure);
    return { errors: [{ message: outcome.failure.message }] };
  };
}
