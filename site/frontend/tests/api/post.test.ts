import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { type Door, postOperation, whyUnanswered } from "../../src/api/post";

const OPERATION = { query: "query Machines { machines { pk } }", operationName: "Machines", variables: { last: 3 } };
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server on a free loopback port, and the door to it. */
async function doorTo(listener: RequestListener): Promise<Door> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}/graphql/`, csrfToken: "token-of-the-page", patience: 5_000 };
}

function answering(status: number, body: string): RequestListener {
  return (_request, response) => response.writeHead(status).end(body);
}

test("an operation is posted as JSON with the page's CSRF token and both response types accepted", async () => {
  let seen: IncomingMessage | undefined;
  let body = "";
  const door = await doorTo(async (request, response) => {
    seen = request;
    body = await text(request);
    response.end('{"data": {"machines": []}}');
  });

  const outcome = await postOperation(OPERATION, door);

  expect(outcome).toEqual({ response: { data: { machines: [] } } });
  expect(seen).toMatchObject({ method: "POST", url: "/graphql/" });
  expect(seen?.headers).toMatchObject({
    accept: "application/graphql-response+json, application/json",
    "content-type": "application/json",
    "x-csrftoken": "token-of-the-page",
  });
  expect(JSON.parse(body)).toEqual(OPERATION);
});

test("a GraphQL response with an error status is shown as it is", async () => {
  const door = await doorTo(answering(400, '{"errors": [{"message": "Depth 9 is over the limit of 8."}]}'));

  const outcome = await postOperation(OPERATION, door);

  expect(outcome).toEqual({ response: { errors: [{ message: "Depth 9 is over the limit of 8." }] } });
});

test.each([
  '{"error": "Log in first.", "code": "not_authenticated"}',
  '{"errors": [{"message": "Log in."}]}',
  "<html>",
])("a 401 leads to the login page, whatever its body: %s", async (body) => {
  const door = await doorTo(answering(401, body));

  const outcome = await postOperation(OPERATION, door);

  expect(outcome).toEqual({
    failure: { message: "Your session has ended. Nothing was carried out.", remedy: "log-in" },
  });
});

test("a refused CSRF token leads to a fresh page", async () => {
  const door = await doorTo(answering(403, '{"error": "The CSRF token was refused.", "code": "csrf_failed"}'));

  const outcome = await postOperation(OPERATION, door);

  expect(outcome).toEqual({
    failure: { message: "The server answered 403 Forbidden: The CSRF token was refused.", remedy: "reload" },
  });
});

test("an error of the site is told with the request id that finds it in the log", async () => {
  const body = '{"error": "Something went wrong.", "code": "internal_error", "request_id": "7f3a"}';
  const door = await doorTo(answering(500, body));

  const outcome = await postOperation(OPERATION, door);

  expect(outcome).toEqual({
    failure: {
      message: "The server answered 500 Internal Server Error: Something went wrong. (request id 7f3a)",
      remedy: "none",
    },
  });
});

test.each(["<h1>Bad gateway</h1>", '"text"', "[]", "null", "{}", '{"error": 5}', ""])(
  "an answer that is no GraphQL response is told as such: %j",
  async (body) => {
    const door = await doorTo(answering(502, body));

    const outcome = await postOperation(OPERATION, door);

    expect(outcome).toEqual({
      failure: {
        message: "The server answered 502 Bad Gateway with something that is not a GraphQL response.",
        remedy: "none",
      },
    });
  },
);

test("a database that does not answer is a reason for no answer, though it is told in GraphQL", async () => {
  const extensions = { code: "DATABASE_UNAVAILABLE", requestId: "abc123" };
  const errors = [{ message: "The database does not answer at the moment.", extensions }];
  const door = await doorTo(answering(503, JSON.stringify({ errors })));

  expect(await whyUnanswered(door)).toEqual({
    message:
      "The server answered 503 Service Unavailable: The database does not answer at the moment. (request id abc123)",
    remedy: "none",
  });
});

test("a server that is down is told as unreachable", async () => {
  const door = await doorTo(answering(200, "{}"));
  await new Promise((closed) => servers.pop()?.close(closed));

  const outcome = await postOperation(OPERATION, door);

  expect(outcome).toMatchObject({ failure: { remedy: "none" } });
  expect(JSON.stringify(outcome)).toContain("The server cannot be reached.");
});

test.each([true, false])("only a change is left in doubt without an answer: %s", async (changes) => {
  const door = await doorTo((_request, response) => response.destroy());

  const outcome = await postOperation(OPERATION, door, { changes });

  expect(JSON.stringify(outcome).includes("may have been made or not")).toBe(changes);
});

test("an operation that was given up throws, and tells of no failure", async () => {
  const abort = new AbortController();
  const door = await doorTo(() => abort.abort());

  await expect(postOperation(OPERATION, door, { abort: abort.signal })).rejects.toThrow("abort");
});

test("a server that answers has no reason not to", async () => {
  const door = await doorTo(answering(200, '{"data": {"__typename": "Query"}}'));

  expect(await whyUnanswered(door)).toBeNull();
});

test("the reason why a server answers nothing is what it says to a query", async () => {
  const door = await doorTo(answering(401, "{}"));

  expect(await whyUnanswered(door)).toMatchObject({ remedy: "log-in" });
});

test("an answer that breaks off is told as unreachable", async () => {
  const door = await doorTo((_request, response) => {
    response.writeHead(200, { "Content-Length": "1000" });
    response.write('{"data"', () => response.destroy());
  });

  const outcome = await postOperation(OPERATION, door);

  expect(JSON.stringify(outcome)).toContain("The server cannot be reached.");
});

test("a server that does not answer is not waited for without end", async () => {
  const door = await doorTo(() => {});

  const outcome = await postOperation(OPERATION, { ...door, patience: 200 });

  expect(JSON.stringify(outcome)).toContain("The server did not answer within 0.2 seconds.");
});
