import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { Api, Unanswered } from "../../../src/screens/connection/api";
import { TypedDocumentString } from "../../../src/screens/generated/documents";

const DOCUMENT = new TypedDocumentString<{ made: number }, { pk: number }>("query Made($pk: Int!) { made(pk: $pk) }");
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An Api of a real server on a free loopback port. */
async function apiOf(listener: RequestListener): Promise<Api> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((listening) => started.listen(0, "127.0.0.1", listening));
  const { port } = started.address() as AddressInfo;
  return new Api({ endpoint: `http://127.0.0.1:${port}/graphql/`, csrfToken: "token", patience: 5_000 });
}

function answering(body: unknown, status = 200): Promise<Api> {
  return apiOf((_request, response) => response.writeHead(status).end(JSON.stringify(body)));
}

async function failureOf(asking: Promise<unknown>): Promise<unknown> {
  const problem = await asking.then(
    () => null,
    (thrown) => thrown,
  );
  return problem instanceof Unanswered ? problem.failure : problem;
}

test("a document is sent with its variables, and its data returned", async () => {
  let sent = "";
  const api = await apiOf(async (request, response) => {
    sent = await text(request);
    response.end('{"data": {"made": 45}}');
  });

  const data = await api.ask(DOCUMENT, { pk: 3 });

  expect(data).toEqual({ made: 45 });
  expect(JSON.parse(sent)).toEqual({ query: `${DOCUMENT}`, variables: { pk: 3 } });
});

test("GraphQL's errors are why there is no data, even beside a part of it", async () => {
  const api = await answering({ data: { made: 45 }, errors: [{ message: "Depth 9 is over the limit of 8." }] });

  const failure = await failureOf(api.ask(DOCUMENT, { pk: 3 }));

  expect(failure).toEqual({ message: "The server refused: Depth 9 is over the limit of 8.", remedy: "none" });
});

test.each([{ data: null }, { data: null, errors: [] }, { data: null, errors: "broken" }])(
  "%j is told as what it is",
  async (body) => {
    const api = await answering(body);

    const failure = await failureOf(api.ask(DOCUMENT, { pk: 3 }));

    expect(failure).toEqual({
      message: "The server refused: There is neither data nor an error.",
      remedy: "none",
    });
  },
);

test("an ended session has its remedy", async () => {
  const api = await answering({ error: "Log in first." }, 401);

  const failure = await failureOf(api.ask(DOCUMENT, { pk: 3 }));

  expect(failure).toMatchObject({ remedy: "log-in" });
});

test("who gives a document up gets the own reason", async () => {
  const api = await apiOf(() => {});
  const abort = new AbortController();

  const asking = failureOf(api.ask(DOCUMENT, { pk: 3 }, { abort: abort.signal }));
  abort.abort("not needed any more");

  expect(await asking).toBe("not needed any more");
});
