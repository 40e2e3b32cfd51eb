import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatAge, formatMoment } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";
import type { Connection } from "../connection/feed";
import type { ScriptContact } from "../plant/script_contact";
import { Icon } from "./icons";
import { now } from "./now";

interface Props {
  readonly connection: ReadonlySignal<Connection>;
  readonly script: ReadonlySignal<ScriptContact | null>;
  readonly loginUrl: string;
}

/** Whether the screen is as the server has it, and whether the server hears from the script. */
export function StatusBar({ connection, script, loginUrl }: Props): JSX.Element {
  const { state } = connection.value;
  return (
    <div class="status-bar">
      <p class={`connection connection-${state}`} role="status">
        <Icon name={state === "live" ? "live" : "lost"} />
        {connectionInWords(connection.value, now.value)}
        {state === "logged-out" && <a href={loginUrl}>{gettext("Log in again")}</a>}
      </p>
      {script.value && <ScriptStatus script={script.value} />}
    </div>
  );
}

function ScriptStatus({ script }: { script: ScriptContact }): JSX.Element {
  return (
    <p class={script.scriptIsSilent ? "script script-silent" : "script"}>
      {script.scriptIsSilent && <Icon name="warning" />}
      {scriptInWords(script, now.value)}
    </p>
  );
}

/** When the script was last heard of, and what follows from that. */
export function scriptInWords({ scriptLastHeardAt, scriptIsSilent }: ScriptContact, at: number): string {
  if (scriptLastHeardAt === null) return gettext("The Monitor script was never heard of: no quantities come in.");
  const age = { age: formatAge(scriptLastHeardAt, at) };
  return scriptIsSilent
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
