import type { Signal } from "@preact/signals";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatNumber, formatTicks } from "../../language/format";
import { type Curve, topOf, WHOLE_STEPS } from "./curve";

const HEIGHT = 220;
const FONT = "12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const DIGIT_WIDTH = 8;
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** A curve on the page: drawn anew with other data, in other colours, and where its place has another width. */
export interface CurvePlot {
  show(curve: Curve): void;
  remove(): void;
}

/** A plot in `place`, empty at first. `point` becomes the place of the point under the pointer; null where none is. */
export function openPlot(place: HTMLElement, point: Signal<number | null>): CurvePlot {
  let curve: Curve | null = null;
  let plot: uPlot | null = null;
  function drawAnew(): void {
    plot?.destroy();
    plot = curve && newPlot(place, curve, point);
  }
  const resizes = new ResizeObserver(() => plot?.setSize({ width: place.clientWidth, height: HEIGHT }));
  resizes.observe(place);
  DARK.addEventListener("change", drawAnew);
  return {
    show(next) {
      curve = next;
      if (plot) plot.setData(dataOf(next));
      else drawAnew();
    },
    remove() {
      resizes.disconnect();
      DARK.removeEventListener("change", drawAnew);
      plot?.destroy();
    },
  };
}

function newPlot(place: HTMLElement, curve: Curve, point: Signal<number | null>): uPlot {
  const options: uPlot.Options = {
    width: place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: (plot) => [0, topOf(curveIn(plot))] } },
    axes: [timeAxis(), partsAxis()],
    series: [{}, plannedLine(), madeLine()],
    hooks: { setCursor: [({ cursor }) => (point.value = cursor.idx ?? null)] },
  };
  return new uPlot(options, dataOf(curve), place);
}

function dataOf({ moments, totals, planned }: Curve): uPlot.AlignedData {
  return [[...moments], moments.map(() => planned), [...totals]];
}

function curveIn({ data: [moments, planned, totals] }: uPlot): Curve {
  return { moments: [...moments], totals: [...(totals ?? [])] as number[], planned: planned?.[0] ?? null };
}

function timeAxis(): uPlot.Axis {
  return {
    ...axis(),
    space: 90,
    values: (_plot, moments, _axis, _space, stepSeconds) => formatTicks(moments, stepSeconds),
  };
}

function partsAxis(): uPlot.Axis {
  return {
    ...axis(),
    incrs: WHOLE_STEPS,
    values: (_plot, totals) => totals.map(formatNumber),
    size: (_plot, labels) => 20 + DIGIT_WIDTH * Math.max(1, ...(labels ?? []).map((label) => label.length)),
  };
}

function axis(): uPlot.Axis {
  const line = { stroke: colour("--line"), width: 1 };
  return { stroke: colour("--soft"), font: FONT, grid: line, ticks: line };
}

function madeLine(): uPlot.Series {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const stroke = colour("--accent");
  return {
    stroke,
    width: 2,
    fill: colour("--curve-ground"),
    ...(stepped && { paths: stepped }),
    points: { size: 6, stroke, fill: stroke },
  };
}

function plannedLine(): uPlot.Series {
  return { stroke: colour("--soft"), width: 1.5, dash: [6, 4], points: { show: false } };
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
