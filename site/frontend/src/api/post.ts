import type { FetcherParams } from "@graphiql/toolkit";
import { operationType } from "./operation_type";

/** A GraphQL response as the specification has it; its parts are shown, not read. */
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

export interface Door {
  readonly endpoint: string;
  readonly csrfToken: string;
  /** How long to wait for an answer, in milliseconds. */
  readonly patience: number;
}

/** Send one operation to the server. Never throws: what goes wrong on the way is a `Failure`. */
export async function postOperation(operation: FetcherParams, door: Door): Promise<Outcome> {
  let answer: Response;
  let text: string;
  try {
    answer = await send(operation, door);
    text = await answer.text();
  } catch (error) {
    return { failure: noAnswer(error, operation, door) };
  }
  return readAnswer(answer, text);
}

/** Why the server answers no operation; null where it does. */
export async function whyUnanswered(door: Door): Promise<Failure | null> {
  const outcome = await postOperation({ query: "{ __typename }" }, door);
  return "failure" in outcome ? outcome.failure : null;
}

function send(operation: FetcherParams, door: Door): Promise<Response> {
  return fetch(door.endpoint, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      Accept: "application/graphql-response+json, application/json",
      "Content-Type": "application/json",
      "X-CSRFToken": door.csrfToken,
    },
    body: JSON.stringify(operation),
    signal: AbortSignal.timeout(door.patience),
  });
}

function noAnswer(error: unknown, operation: FetcherParams, door: Door): Failure {
  const timedOut = error instanceof DOMException && error.name === "TimeoutError";
  const message = timedOut
    ? `The server did not answer within ${door.patience / 1000} seconds.`
    : "The server cannot be reached. Check the network and that the server runs.";
  const doubt = " The mutation may have been carried out or not: look before you repeat it.";
  return { message: operationType(operation) === "mutation" ? message + doubt : message, remedy: "none" };
}

function readAnswer(answer: Response, text: string): Outcome {
  // Whatever the body says, a 401 has one remedy.
  if (answer.status === 401) {
    return { failure: { message: "Your session has ended. Nothing was carried out.", remedy: "log-in" } };
  }
  const body = parseObject(text);
  if (body && ("data" in body || "errors" in body)) return { response: body };
  return { failure: refusal(answer, body) };
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
    return { message: `The server answered ${status} with something that is not a GraphQL response.`, remedy: "none" };
  }
  const requestId = typeof body.request_id === "string" ? ` (request id ${body.request_id})` : "";
  // The token changes with each login, so another tab may have made this page's token old.
  const remedy = body.code === "csrf_failed" ? "reload" : "none";
  return { message: `The server answered ${status}: ${body.error}${requestId}`, remedy };
}
