import type { CountingOperation } from "./watched_machine";

/** The totals of an operation over time: `moments` in seconds, ascending, with the total from each of them on. */
export interface Curve {
  readonly moments: readonly number[];
  readonly totals: readonly number[];
  /** How many parts are planned; null where nobody planned a number. */
  readonly planned: number | null;
}

/** The curve of these reports; null where there are too few for a line. */
export function curveOf({
  quantity,
  quantityReports,
}: Pick<CountingOperation, "quantity" | "quantityReports">): Curve | null {
  // Reports come in the order in which they were accepted; of two from the same moment the later one holds.
  const totals = new Map(quantityReports.map((report) => [Date.parse(report.reportedAt) / 1000, report.quantity]));
  const points = [...totals].sort(([left], [right]) => left - right);
  if (points.length < 2) return null;
  return { moments: points.map(([moment]) => moment), totals: points.map(([, total]) => total), planned: quantity };
}

/** The top of the axis of parts: above everything that is drawn, with some air. */
export function topOf({ totals, planned }: Curve): number {
  return Math.max(1, planned ?? 0, ...totals) * 1.08;
}

/** Steps between the marks of an axis that counts whole parts. */
export const WHOLE_STEPS: number[] = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map((one) => one * 10 ** power),
).flat();
