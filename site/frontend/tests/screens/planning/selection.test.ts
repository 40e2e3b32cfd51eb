import { effect } from "@preact/signals";
import { expect, test } from "vitest";
import { Selection } from "../../../src/screens/planning/selection";

test("a machine is chosen, and chosen no more, one by one", () => {
  const selection = new Selection();

  selection.toggle(1);
  selection.toggle(2);
  selection.toggle(1);

  expect([selection.has(1), selection.has(2)]).toEqual([false, true]);
});

test("to choose a list drops what was chosen before", () => {
  const selection = new Selection();
  selection.toggle(1);

  selection.set([2, 3]);

  expect([...selection.machinePks.value]).toEqual([2, 3]);
});

test("who shows a machine is told of each change of the choice", () => {
  const selection = new Selection();
  const seen: boolean[] = [];
  effect(() => void seen.push(selection.has(1)));

  selection.toggle(1);
  selection.set([]);

  expect(seen).toEqual([false, true, false]);
});
