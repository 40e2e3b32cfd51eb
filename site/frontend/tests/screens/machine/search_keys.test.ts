import { beforeEach, expect, test, vi } from "vitest";
import { Unanswered } from "../../../src/screens/connection/api";
import { type PoolOperation, PoolSearch } from "../../../src/screens/machine/pool_search";
import { onSearchKey } from "../../../src/screens/machine/search_keys";
import { aPoolOperation } from "./samples";

let search: PoolSearch;
let taken: string[];
let isFailing: boolean;

beforeEach(async () => {
  taken = [];
  isFailing = false;
  search = new PoolSearch(async () => {
    if (isFailing) throw new Unanswered({ message: "No.", remedy: "none" });
    return { items: [aPoolOperation("1"), aPoolOperation("2")], totalCount: 2 };
  }, 0);
  await typed("part");
});

async function typed(text: string): Promise<void> {
  search.isOpen.value = true;
  search.type(text);
  await vi.waitFor(() => expect(search.state.value.kind).not.toBe("searching"));
}

function press(key: string, isComposing = false): boolean {
  return onSearchKey({ key, isComposing }, search, ({ id }: PoolOperation) => taken.push(id));
}

test("Enter takes the first operation that was found", () => {
  expect(press("Enter")).toBe(true);

  expect(taken).toEqual(["1"]);
});

test("arrows choose another one", () => {
  press("ArrowDown");
  press("Enter");
  press("ArrowUp");
  press("Enter");

  expect(taken).toEqual(["2", "1"]);
});

test("Enter takes nothing before the answer is there", () => {
  search.type("other");
  press("Enter");

  expect(taken).toEqual([]);
});

test("Enter that ends the composition of a letter is the browser's", () => {
  expect(press("Enter", true)).toBe(false);

  expect(taken).toEqual([]);
});

test("Escape closes the list first, and then empties the field", () => {
  press("Escape");
  expect([search.isOpen.value, search.text.value]).toEqual([false, "part"]);

  press("Escape");

  expect(search.text.value).toBe("");
});

test("nothing is taken from a closed list: a key opens it", () => {
  press("Escape");

  press("Enter");
  expect([search.isOpen.value, taken]).toEqual([true, []]);

  press("Enter");

  expect(taken).toEqual(["1"]);
});

test("an arrow opens a closed list where it was", () => {
  press("Escape");

  press("ArrowDown");

  expect([search.isOpen.value, search.activeOperation?.id]).toEqual([true, "1"]);
});

test("Enter repeats a search that failed", async () => {
  isFailing = true;
  await typed("other");
  isFailing = false;

  press("Enter");

  await vi.waitFor(() => expect(search.state.value.kind).toBe("found"));
});

test("every other key is the browser's", () => {
  expect([press("a"), press("Tab"), press("Home")]).toEqual([false, false, false]);
});
