import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Unanswered } from "../../../src/screens/connection/api";
import { type PoolPage, PoolSearch } from "../../../src/screens/machine/pool_search";
import { aPoolOperation } from "./samples";

/** One question that the pool got, and the means to answer it whenever the test wants. */
interface Asked {
  readonly words: string;
  readonly abort: AbortSignal;
  answer(...ids: string[]): void;
  fail(problem: unknown): void;
}

let asked: Asked[];
let search: PoolSearch;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  search = new PoolSearch(
    (words, abort) =>
      new Promise<PoolPage>((resolve, fail) => {
        const answer = (...ids: string[]) => resolve({ items: ids.map((id) => aPoolOperation(id)), totalCount: 1_234 });
        asked.push({ words, abort, answer, fail });
      }),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

/** Type, and wait until the server was asked. */
async function searchFor(text: string): Promise<Asked> {
  search.type(text);
  await vi.advanceTimersByTimeAsync(150);
  const last = asked.at(-1);
  if (!last) throw new Error("Nothing was asked.");
  return last;
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

function found(): string[] {
  return search.operations.map(({ id }) => id);
}

test("the server is asked once, when no other letter follows", async () => {
  for (const text of ["s", "sp", "spi"]) {
    search.type(text);
    await vi.advanceTimersByTimeAsync(149);
  }
  expect(asked).toEqual([]);

  await vi.advanceTimersByTimeAsync(1);

  expect(asked.map(({ words }) => words)).toEqual(["spi"]);
});

test("the first operation that was found is the one that Enter takes", async () => {
  (await searchFor("spi")).answer("1", "2");
  await settle();

  expect(found()).toEqual(["1", "2"]);
  expect(search.activeOperation?.id).toBe("1");
});

test("an answer that comes late never overwrites the answer to newer words", async () => {
  const first = await searchFor("spi");
  const second = await searchFor("gear");
  second.answer("gear");
  await settle();

  first.answer("spindle");
  await settle();

  expect(found()).toEqual(["gear"]);
});

test("an answer to words of before never stands for an answer to the words that are there", async () => {
  const first = await searchFor("spi");
  search.type("gear");

  first.answer("spindle");
  await settle();

  expect(search.state.value).toEqual({ kind: "searching", earlier: null });
});

test("newer words give the search before up", async () => {
  const first = await searchFor("spi");

  search.type("gear");

  expect(first.abort.aborted).toBe(true);
});

test("a failure of a search that was given up is not told", async () => {
  const first = await searchFor("spi");
  const second = await searchFor("gear");
  second.answer("gear");
  await settle();

  first.fail(first.abort.reason);
  await settle();

  expect(search.state.value.kind).toBe("found");
});

test("while an answer is awaited, what was found before stays in sight and cannot be taken", async () => {
  (await searchFor("spi")).answer("1");
  await settle();

  search.type("spin");

  expect(search.state.value).toMatchObject({ kind: "searching", earlier: { items: [{ id: "1" }] } });
  expect(search.activeOperation).toBeUndefined();
});

test("a space more asks for nothing new", async () => {
  (await searchFor("spi")).answer("1");
  await settle();

  search.type("spi ");
  await vi.advanceTimersByTimeAsync(1_000);

  expect(asked).toHaveLength(1);
  expect(found()).toEqual(["1"]);
});

test("without words nothing is found, and nothing is asked", async () => {
  const first = await searchFor("spi");

  search.clear();
  first.answer("1");
  await vi.advanceTimersByTimeAsync(1_000);

  expect(search.state.value).toEqual({ kind: "blank" });
  expect(asked).toHaveLength(1);
});

test("the highlight goes round", async () => {
  (await searchFor("spi")).answer("1", "2", "3");
  await settle();

  search.move(-1);
  const last = search.activeOperation?.id;
  search.move(1);

  expect([last, search.activeOperation?.id]).toEqual(["3", "1"]);
});

test("other words begin with the first again", async () => {
  (await searchFor("spi")).answer("1", "2");
  await settle();
  search.move(1);

  (await searchFor("gear")).answer("8", "9");
  await settle();

  expect(search.activeOperation?.id).toBe("8");
});

test("a failed search says why, and can be repeated at once", async () => {
  const failure = { message: "The server cannot be reached.", remedy: "none" } as const;
  (await searchFor("spi")).fail(new Unanswered(failure));
  await settle();
  expect(search.state.value).toEqual({ kind: "failed", failure });

  search.again();
  await settle();
  asked.at(-1)?.answer("1");
  await settle();

  expect(asked.map(({ words }) => words)).toEqual(["spi", "spi"]);
  expect(found()).toEqual(["1"]);
});
