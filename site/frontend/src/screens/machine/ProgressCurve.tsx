import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { formatExactly, formatMade, formatMoment, formatNumber } from "../../language/format";
import { gettext, interpolate, ngettext } from "../../language/gettext";
import { now } from "../parts/now";
import { nameOf } from "../plant/names";
import { type Curve, curveOf } from "./curve";
import { type CurvePlot, openPlot } from "./curve_plot";
import type { CountingOperation } from "./watched_machine";

interface Props {
  readonly operation: CountingOperation;
}

/** How the parts of an operation came together, as a picture and as a table. */
export function ProgressCurve({ operation }: Props): JSX.Element {
  const curve = curveOf(operation);
  return (
    <section class="curve">
      <h3>{gettext("Progress")}</h3>
      {curve ? (
        <Picture curve={curve} description={curveInWords(operation)} />
      ) : (
        <p class="curve-empty">{emptyInWords(operation)}</p>
      )}
      {operation.quantityReports.length > 0 && <Reports operation={operation} />}
    </section>
  );
}

function Picture({ curve, description }: { curve: Curve; description: string }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<CurvePlot | null>(null);
  const point = useSignal<number | null>(null);
  useEffect(() => {
    if (!place.current) return;
    drawn.current ??= openPlot(place.current, point);
    drawn.current.show(curve);
  }, [curve, point]);
  useEffect(() => () => drawn.current?.remove(), []);
  return (
    <figure class="curve-figure">
      <div ref={place} class="curve-place" role="img" aria-label={description} />
      <figcaption aria-hidden="true">
        <span class="curve-made">{pointInWords(curve, point.value)}</span>
        {curve.planned !== null && (
          <span class="curve-planned">
            {interpolate(gettext("Planned: %(planned)s"), { planned: formatNumber(curve.planned) })}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** The total at the point under the pointer, or the newest one. */
function pointInWords({ moments, totals }: Curve, index: number | null): string {
  const place = index ?? moments.length - 1;
  const time = formatMoment(new Date((moments[place] ?? 0) * 1000).toISOString(), now.value);
  return interpolate(gettext("Made: %(made)s at %(time)s"), { made: formatNumber(totals[place] ?? 0), time });
}

function curveInWords(operation: CountingOperation): string {
  const { currentlyMadeQuantity, quantity, quantityReports } = operation;
  const count = quantityReports.length;
  const text = ngettext(
    "Curve of %(operation)s from %(count)s report: %(made)s made.",
    "Curve of %(operation)s from %(count)s reports: %(made)s made.",
    count,
  );
  const made = formatMade(currentlyMadeQuantity, quantity);
  return interpolate(text, { operation: nameOf(operation), count: formatNumber(count), made });
}

function emptyInWords({ quantityReports }: CountingOperation): string {
  return quantityReports.length === 0
    ? gettext("No parts were reported yet: the curve begins with two reports.")
    : gettext("Only one report yet: the curve begins with two.");
}

function Reports({ operation: { quantityReports } }: Props): JSX.Element {
  const count = quantityReports.length;
  const newestFirst = quantityReports.map((report, place) => ({ ...report, place })).reverse();
  return (
    <details class="reports">
      <summary>
        {interpolate(ngettext("%(count)s report as a table", "%(count)s reports as a table", count), {
          count: formatNumber(count),
        })}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it */}
      <section class="reports-scroll" tabIndex={0} aria-label={gettext("Reports")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{gettext("Reported")}</th>
              <th scope="col">{gettext("Parts in total")}</th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map(({ reportedAt, quantity, place }) => (
              <tr key={place}>
                <td>
                  <time dateTime={reportedAt}>{formatExactly(reportedAt)}</time>
                </td>
                <td>{formatNumber(quantity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
