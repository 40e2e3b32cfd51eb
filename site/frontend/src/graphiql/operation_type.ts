import type { FetcherParams } from "@graphiql/toolkit";
import { getOperationAST, type OperationTypeNode, parse } from "graphql";

/** What kind of operation would be run; null where the server will find none. */
export function operationType({ query, operationName }: FetcherParams): OperationTypeNode | null {
  try {
    return getOperationAST(parse(query), operationName)?.operation ?? null;
  } catch {
    // The server says what is wrong with a document that cannot be read, and where.
    return null;
  }
}
