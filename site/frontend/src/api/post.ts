import { gettext, interpolate } from "../language/gettext";

/** A GraphQL response as the specification has it. */
export interface GraphQLResponse {
  data?: unknown;
  errors?: unknown;
  extensions?: unknown;
}

/** Why there is no GraphQL response, in a sentence for the reader, and what helps. */
export interface Failure {
  readonly message: string;
  readonly remedy: "log-in" | "reload" | "none";
}

export type Outcome = { readonly response: GraphQLResponse } | { readonly failure: Failure };

export interface Operation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: unknown;
}

export interface Door {
  readonly endpoint: string;
  readonly csrfToken: string;
  /** How long to wait for an answer, in milliseconds. */
  readonly patience: number;
}

export interface Posting {
  /** Whether the operation changes something: without an answer, nobody knows whether it did. */
  readonly changes?: boolean;
  /** Gives the operation up. */
  readonly abort?: AbortSignal;
}

const UNAVAILABLE = 503;

/**
 * Send one operation to the server. What goes wrong on the way is a `Failure`; throws only where the caller gave the
 * operation up.
 */
export async function postOperation(operation: Operation, door: Door, posting: Posting = {}): Promise<Outcome> {
  let answer: Response;
  let text: string;
  try {
    answer = await send(operation, door, posting.abort);
    text = await answer.text();
  } catch (error) {
    posting.abort?.throwIfAborted();
    return { failure: noAnswer(error, door, posting.changes ?? false) };
  }
  return readAnswer(answer, text);
}

/** Why the server answers no operation; null where it does. */
export async function whyUnanswered(door: Door): Promise<Failure | null> {
  const outcome = await postOperation({ query: "{ __typename }" }, door);
  return "failure" in outcome ? outcome.failure : null;
}

function send(operation: Operation, door: Door, abort: AbortSignal | undefined): Promise<Response> {
  const patience = AbortSignal.timeout(door.patience);
  return fetch(door.endpoint, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      Accept: "application/graphql-response+json, application/json",
      "Content-Type": "application/json",
      "X-CSRFToken": door.csrfToken,
    },
    body: JSON.stringify(operation),
    signal: abort ? AbortSignal.any([abort, patience]) : patience,
  });
}

function noAnswer(error: unknown, door: Door, changes: boolean): Failure {
  const timedOut = error instanceof DOMException && error.name === "TimeoutError";
  const message = timedOut
    ? interpolate(gettext("The server did not answer within %(seconds)s seconds."), { seconds: door.patience / 1000 })
    : gettext("The server cannot be reached. Check the network and that the server runs.");
  const doubt = gettext("The change may have been made or not: look before you repeat it.");
  return { message: changes ? `${message} ${doubt}` : message, remedy: "none" };
}

function readAnswer(answer: Response, text: string): Outcome {
  // Whatever the body says, a 401 has one remedy.
  if (answer.status === 401) {
    return { failure: { message: gettext("Your session has ended. Nothing was carried out."), remedy: "log-in" } };
  }
  const body = parseObject(text);
  const isResponse = body && ("data" in body || "errors" in body);
  // The database does not answer: that is said in GraphQL too, but nothing was carried out.
  if (isResponse && answer.status !== UNAVAILABLE) return { response: body };
  return { failure: refusal(answer, isResponse ? siteError(body) : body) };
}

/** A GraphQL response's first error in the shape of the site's own. */
function siteError(response: GraphQLResponse): Record<string, unknown> | null {
  const [first] = Array.isArray(response.errors) ? response.errors : [];
  return first ? { error: first.message, request_id: first.extensions?.requestId } : null;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The site's own errors, `{"error", "code", "request_id"}`, and anything a proxy in between may answer. */
function refusal(answer: Response, body: Record<string, unknown> | null): Failure {
  const status = `${answer.status} ${answer.statusText}`.trim();
  if (typeof body?.error !== "string") {
    const what = gettext("The server answered %(status)s with something that is not a GraphQL response.");
    return { message: interpolate(what, { status }), remedy: "none" };
  }
  const requestId = typeof body.request_id === "string" ? ` (request id ${body.request_id})` : "";
  const what = interpolate(gettext("The server answered %(status)s:"), { status });
  // The token changes with each login, so another tab may have made this page's token old.
  const remedy = body.code === "csrf_failed" ? "reload" : "none";
  return { message: `${what} ${body.error}${requestId}`, remedy };
}
