import type { JSX } from "preact";
import { formatExactly, formatMoment, formatNumber } from "../../language/format";
import { gettext, interpolate, ngettext } from "../../language/gettext";
import { now } from "../parts/now";
import { slotName } from "../plant/names";
import type { HistoryEvent } from "./event_history";
import type { Entry } from "./history_entries";
import { eventInWords } from "./history_words";

interface Props {
  readonly entry: Entry;
  /** Puts back what the slot held before the event; null where nothing can be put back. */
  readonly restore: (() => void) | null;
}

/** When, what, who and why, and the way back. */
export function HistoryLine({ entry: { event, earlier }, restore }: Props): JSX.Element {
  const { what, why, note } = eventInWords(event);
  const id = `event-${event.id}`;
  return (
    <li class={`event event-${event.kind.toLowerCase()}`}>
      <Moment of={event} />
      <div class="event-story">
        <p id={id}>
          {event.operationType && <span class="event-slot">{slotName(event.operationType)}</span>}
          {what}
        </p>
        <p class="event-who">
          {event.actor ?? gettext("Somebody")}
          {why && <span> · {why}</span>}
          {note && <span class="event-note"> · “{note}”</span>}
        </p>
        {earlier.length > 0 && <EarlierReports reports={earlier} />}
      </div>
      {restore && (
        <button type="button" class="quiet" aria-describedby={id} onClick={restore}>
          {event.kind === "EXPIRED" ? gettext("Set again") : gettext("Put back what was there")}
        </button>
      )}
    </li>
  );
}

function Moment({ of: { occurredAt } }: { of: HistoryEvent }): JSX.Element {
  return (
    <time class="event-moment" dateTime={occurredAt} title={formatExactly(occurredAt)}>
      {formatMoment(occurredAt, now.value)}
    </time>
  );
}

/** The other reports of a run, for who wants to see each. */
function EarlierReports({ reports }: { reports: readonly HistoryEvent[] }): JSX.Element {
  const text = ngettext("%(count)s report before it", "%(count)s reports before it", reports.length);
  return (
    <details>
      <summary>{interpolate(text, { count: formatNumber(reports.length) })}</summary>
      <ul class="earlier-reports">
        {reports.map((report) => (
          <li key={report.id}>
            <Moment of={report} /> {eventInWords(report).what}
          </li>
        ))}
      </ul>
    </details>
  );
}
