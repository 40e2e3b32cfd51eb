import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HELD_TURNS, PAGE_MS, pageInTurn, Turning } from "../../../src/screens/board/paging";

let turning: Turning;

beforeEach(() => {
  vi.useFakeTimers();
  turning = new Turning();
});

afterEach(() => {
  turning.stop();
  vi.useRealTimers();
});

/** The pages in sight, one a turn from now on. */
function pagesInSight(pages: number, turns: number): number[] {
  return Array.from({ length: turns }, () => {
    const page = pageInTurn(turning.turn.value, pages);
    vi.advanceTimersByTime(PAGE_MS);
    return page;
  });
}

test("pages follow one another and begin again after the last", () => {
  expect(pagesInSight(3, 7)).toEqual([0, 1, 2, 0, 1, 2, 0]);
});

test("the only page stays, and so does the page of a board without machines", () => {
  expect(pagesInSight(1, 3)).toEqual([0, 0, 0]);
  expect(pagesInSight(0, 2)).toEqual([0, 0]);
});

test("a page that went away is never in sight", () => {
  vi.advanceTimersByTime(5 * PAGE_MS);

  expect(pageInTurn(turning.turn.value, 2)).toBeLessThan(2);
});

test("somebody who stops the pages stops them, until they go on", () => {
  turning.toggle();
  expect([turning.isHeld, pagesInSight(3, 3)]).toEqual([true, [0, 0, 0]]);

  turning.toggle();
  expect([turning.isHeld, pagesInSight(3, 3)]).toEqual([false, [0, 1, 2]]);
});

test("pages that were stopped and left go on by themselves", () => {
  turning.toggle();

  vi.advanceTimersByTime(HELD_TURNS * PAGE_MS);

  expect(turning.isHeld).toBe(false);
  expect(pagesInSight(2, 2)).toEqual([0, 1]);
});

test("a board that is gone leaves no timer", () => {
  turning.stop();

  expect(vi.getTimerCount()).toBe(0);
});
