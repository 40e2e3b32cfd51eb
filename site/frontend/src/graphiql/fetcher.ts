import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import type { Failure, GraphQLResponse, Outcome, Posting } from "../api/post";
import type { Follower } from "./follow";
import { withOwnOperationName } from "./operation_name";
import { operationType } from "./operation_type";

/** Where failures are told beside GraphiQL's own panes. */
export interface NoticeBoard {
  show(failure: Failure): void;
  clear(): void;
}

export interface Ways {
  /** For queries and mutations. */
  post(operation: FetcherParams, posting: Posting): Promise<Outcome>;
  /** For subscriptions; returns what stops it. */
  follow(operation: FetcherParams, follower: Follower): () => void;
}

/** A subscription's answers for GraphiQL, in the one form of its Observable that it uses. */
interface Answers {
  subscribe(pane: Pane): { unsubscribe(): void };
}

interface Pane {
  next(response: GraphQLResponse): void;
  complete(): void;
}

/** The one way from GraphiQL to the server: the operation's type says which of the ways it goes. */
export function createFetcher({ post, follow }: Ways, board: NoticeBoard): Fetcher {
  async function answer(unnamed: FetcherParams): Promise<GraphQLResponse | Answers> {
    const operation = withOwnOperationName(unnamed);
    const type = operationType(operation);
    if (type === "subscription") return answers((follower) => follow(operation, follower), board);
    const outcome = await post(operation, { changes: type === "mutation" });
    if ("response" in outcome) {
      board.clear();
      return outcome.response;
    }
    board.show(outcome.failure);
    return errors(outcome.failure);
  }

  // GraphiQL's type wants errors with stacks and all, though it only shows what it gets.
  return answer as Fetcher;
}

function answers(follow: (follower: Follower) => () => void, board: NoticeBoard): Answers {
  return {
    subscribe(pane) {
      let isEmpty = true;
      board.clear();
      const stop = follow({
        hear(response) {
          isEmpty = false;
          pane.next(response);
        },
        tell: (message) => board.show({ message, remedy: "none" }),
        end(failure) {
          if (failure) board.show(failure);
          // The last event stays in the pane: its id is what a new subscription goes on from.
          if (failure && isEmpty) pane.next(errors(failure));
          pane.complete();
        },
      });
      return {
        unsubscribe() {
          stop();
          board.clear();
        },
      };
    },
  };
}

function errors({ message }: Failure): GraphQLResponse {
  return { errors: [{ message }] };
}
