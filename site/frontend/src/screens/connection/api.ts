import { type Door, type Failure, type Posting, postOperation } from "../../api/post";
import { gettext, interpolate } from "../../language/gettext";
import type { TypedDocumentString } from "../generated/documents";

/** Why an operation has no data, and what helps. */
export class Unanswered extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** The server's answers to the screens' documents. */
export class Api {
  constructor(private readonly door: Door) {}

  /** Ask, and return the data. Throws `Unanswered`, and what `posting.abort` was given as its reason. */
  async ask<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    posting: Posting = {},
  ): Promise<Data> {
    const outcome = await postOperation({ query: document.toString(), variables }, this.door, posting);
    if ("failure" in outcome) throw new Unanswered(outcome.failure);
    const { data, errors } = outcome.response;
    if (errors || !data) throw new Unanswered({ message: refusal(errors), remedy: "none" });
    return data as Data;
  }
}

/** GraphQL's own errors in a sentence: limits, and faults of the server with the id of their log line. */
export function refusal(errors: unknown): string {
  const [first] = Array.isArray(errors) ? errors : [];
  const message = typeof first?.message === "string" ? first.message : gettext("There is neither data nor an error.");
  return interpolate(gettext("The server refused: %(message)s"), { message });
}
