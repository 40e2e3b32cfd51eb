import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { formatClock, formatNumber } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";
import type { Connection } from "../connection/feed";
import { Icon } from "../parts/icons";
import { now } from "../parts/now";
import type { Machine } from "../plant/plant";
import type { Doubt } from "./freshness";
import { STATE_ICONS } from "./MachineCard";
import { countStates, STATES } from "./machine_state";
import { pageInTurn, type Turning } from "./paging";
import { second } from "./second";
import { reasonInWords, staleInWords, stateInWords, statusInWords } from "./words";

interface SummaryProps {
  readonly state: Connection["state"];
  readonly machines: readonly Machine[];
}

/** What the machines do, all pages together. */
export function Summary({ state, machines }: SummaryProps): JSX.Element {
  const counts = countStates(machines);
  return (
    <>
      <p class={state === "live" ? "live" : "live live-not"} role="status">
        <Icon name={state === "live" ? "live" : "lost"} />
        {statusInWords(state)}
      </p>
      <ul class="counts">
        {STATES.filter((state) => counts[state] > 0).map((state) => (
          <li key={state} class={`count-${state}`}>
            <Icon name={STATE_ICONS[state]} />
            {stateInWords(state)} <strong>{formatNumber(counts[state])}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}

/** That nobody may believe what is shown, as loud as a wall can say it. */
export function StaleBanner({ doubt }: { doubt: Doubt }): JSX.Element {
  return (
    <p class="stale-banner">
      <Icon name="warning" />
      {staleInWords(doubt, now.value)}
    </p>
  );
}

/** Why nobody may, and the way out where a person has to take it. */
export function StaleReason({ connection, loginUrl }: { connection: Connection; loginUrl: string }): JSX.Element {
  return (
    <p class="stale-reason" role="status">
      {reasonInWords(connection)}
      {connection.state === "logged-out" && <a href={loginUrl}>{gettext("Log in again")}</a>}
    </p>
  );
}

/** Which of the pages is in sight, and the way to stop there for whoever reads more slowly. */
export function PageInTurn({ turning, pages }: { turning: Turning; pages: number }): JSX.Element | null {
  if (pages < 2) return null;
  const page = pageInTurn(turning.turn.value, pages) + 1;
  return (
    <div class="pages">
      <span class="page">{interpolate(gettext("Page %(page)s of %(pages)s"), { page, pages })}</span>
      <button type="button" class="quiet" onClick={() => turning.toggle()}>
        {turning.isHeld ? gettext("Go on") : gettext("Stop here")}
      </button>
    </div>
  );
}

/** The time of day: whoever sees it move knows that the board is alive. */
export function Clock(): JSX.Element {
  const time = useComputed(() => formatClock(second.value));
  return <p class="clock">{time}</p>;
}
