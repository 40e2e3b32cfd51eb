import "./english";
import { expect, test } from "vitest";
import { formatTicks } from "../../../src/language/format";
import { curveOf, topOf, WHOLE_STEPS } from "../../../src/screens/machine/curve";

const SIX = Date.parse("2026-01-31T06:00:00Z") / 1000;

function reports(...points: [minutes: number, quantity: number][]) {
  return points.map(([minutes, quantity]) => ({
    reportedAt: new Date((SIX + minutes * 60) * 1000).toISOString(),
    quantity,
  }));
}

test("a curve has the totals over time, with the plan", () => {
  const curve = curveOf({ quantity: 100, quantityReports: reports([0, 5], [2, 9], [4, 12]) });

  expect(curve).toEqual({ moments: [SIX, SIX + 120, SIX + 240], totals: [5, 9, 12], planned: 100 });
});

test.each([[reports()], [reports([0, 5])], [reports([0, 5], [0, 6])]])("fewer than two moments make no line", (few) => {
  expect(curveOf({ quantity: 100, quantityReports: few })).toBeNull();
});

test("a moment that was reported late is drawn where it belongs, and of two reports of one moment the later holds", () => {
  const curve = curveOf({ quantity: null, quantityReports: reports([4, 12], [0, 5], [2, 9], [2, 8]) });

  expect(curve).toEqual({ moments: [SIX, SIX + 120, SIX + 240], totals: [5, 8, 12], planned: null });
});

test.each<[number[], number | null, number]>([
  [[5, 50], 100, 108],
  [[5, 200], 100, 216],
  [[0, 0], null, 1.08],
])("the axis of parts reaches above all that is drawn: %o of %s", (totals, planned, top) => {
  expect(topOf({ moments: [], totals, planned })).toBeCloseTo(top);
});

test("the axis of parts counts whole parts", () => {
  expect(WHOLE_STEPS.every(Number.isInteger)).toBe(true);
  expect(WHOLE_STEPS.slice(0, 5)).toEqual([1, 2, 5, 10, 20]);
});

test("the axis of time says the day where one begins", () => {
  const hours = [17, 18, 19].map((hour) => SIX + hour * 3600);

  expect(formatTicks(hours, 3600)).toEqual(["23:00\n31 Jan", "0:00\n1 Feb", "1:00"]);
});

test("where its steps are days it says the days, where they are seconds the seconds", () => {
  expect(formatTicks([SIX, SIX + 86_400], 86_400)).toEqual(["31 Jan", "1 Feb"]);
  expect(formatTicks([SIX, SIX + 15], 15)).toEqual(["06:00:00\n31 Jan", "06:00:15"]);
});
