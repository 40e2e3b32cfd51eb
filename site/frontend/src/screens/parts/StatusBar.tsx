import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatAge, formatMoment } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";
import type { Connection } from "../connection/feed";
import { Icon } from "./icons";
import { now } from "./now";

/** The script asks every two minutes: three times without it are no accident. */
const SCRIPT_SILENT_MS = 6 * 60_000;

interface Props {
  readonly connection: ReadonlySignal<Connection>;
  readonly scriptLastHeardAt: ReadonlySignal<string | null>;
  readonly loginUrl: string;
}

/** Whether the screen is as the server has it, and whether the server hears from the script. */
export function StatusBar({ connection, scriptLastHeardAt, loginUrl }: Props): JSX.Element {
  const { state } = connection.value;
  return (
    <div class="status-bar">
      <p class={`connection connection-${state}`} role="status">
        <Icon name={state === "live" ? "live" : "lost"} />
        {connectionInWords(connection.value, now.value)}
        {state === "logged-out" && <a href={loginUrl}>{gettext("Log in again")}</a>}
      </p>
      {state !== "connecting" && <ScriptStatus lastHeardAt={scriptLastHeardAt.value} />}
    </div>
  );
}

function ScriptStatus({ lastHeardAt }: { lastHeardAt: string | null }): JSX.Element {
  const isSilent = isScriptSilent(lastHeardAt, now.value);
  return (
    <p class={isSilent ? "script script-silent" : "script"}>
      {isSilent && <Icon name="warning" />}
      {scriptInWords(lastHeardAt, now.value)}
    </p>
  );
}

/** Whether the script was not heard of for so long that quantities may be old. */
export function isScriptSilent(lastHeardAt: string | null, at: number): boolean {
  return lastHeardAt === null || at - Date.parse(lastHeardAt) > SCRIPT_SILENT_MS;
}

/** When the script was last heard of, and what follows from that. */
export function scriptInWords(lastHeardAt: string | null, at: number): string {
  if (lastHeardAt === null) return gettext("The Monitor script was never heard of: no quantities come in.");
  const age = { age: formatAge(lastHeardAt, at) };
  return isScriptSilent(lastHeardAt, at)
    ? interpolate(gettext("The Monitor script was last heard of %(age)s: quantities may be old."), age)
    : interpolate(gettext("Monitor script: %(age)s"), age);
}

/** What a person should know about the connection. */
export function connectionInWords(connection: Connection, at: number): string {
  switch (connection.state) {
    case "connecting":
      return gettext("Loading…");
    case "live":
      return gettext("Live");
    case "lost":
      return `${sinceInWords(connection.since, at)} ${connection.failure.message} ${gettext("Trying again.")}`;
    case "logged-out":
      return `${sinceInWords(connection.since, at)} ${gettext("You are not logged in any more.")}`;
  }
}

function sinceInWords(since: number | null, at: number): string {
  if (since === null) return gettext("Not live.");
  const time = formatMoment(new Date(since).toISOString(), at);
  return interpolate(gettext("Not live since %(time)s: what is shown may be old."), { time });
}
