import type { FetcherParams } from "@graphiql/toolkit";
import { Kind, parse } from "graphql";

/**
 * GraphiQL learns a moment after a tab was opened which operation is in it; run before that, it sends the name from the
 * tab before. A name that the document does not have is replaced by the document's own, where that has just one.
 */
export function withOwnOperationName(operation: FetcherParams): FetcherParams {
  const names = operationNames(operation.query);
  const [only = null] = names;
  return names.length === 1 ? { ...operation, operationName: only } : operation;
}

function operationNames(query: string): (string | null)[] {
  try {
    const definitions = parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    return definitions.map((definition) => definition.name?.value ?? null);
  } catch {
    // The server says what is wrong with a document that cannot be read, and where.
    return [];
  }
}
