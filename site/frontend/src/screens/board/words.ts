import { formatMoment, formatNumber } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";
import type { Connection } from "../connection/feed";
import { nameOf } from "../plant/names";
import type { Operation, Slot } from "../plant/plant";
import type { Doubt } from "./freshness";
import type { MachineState } from "./machine_state";

/** What a machine does. */
export function stateInWords(state: MachineState): string {
  switch (state) {
    case "running":
      return gettext("Running");
    case "setup":
      return gettext("Setup");
    case "idle":
      return gettext("Idle");
    case "empty":
      return gettext("Nothing planned");
  }
}

/** What comes next on a machine, in a line. */
export function nextInWords({ operation, source }: Slot): string {
  if (operation) return nameOf(operation);
  return stateInWords(source === "IDLE" ? "idle" : "empty");
}

/** What Monitor plans where a planner decided that nothing runs; null where Monitor plans nothing either. */
export function insteadOfInWords({ diverges, monitorOperation }: Slot): string | null {
  if (!diverges || !monitorOperation) return null;
  return interpolate(gettext("Instead of %(operation)s"), { operation: nameOf(monitorOperation) });
}

/** The part of a quantity that comes after the number made. */
export function plannedInWords({ quantity }: Operation): string {
  return quantity === null ? gettext("made") : `/ ${formatNumber(quantity)}`;
}

/** When the rest of an operation will be made; null where nobody can tell. */
export function finishInWords({ estimatedFinish, isOverPlan, progress }: Operation, now: number): string | null {
  if (isOverPlan) return gettext("More than planned");
  if (progress === 1) return gettext("All parts made");
  if (!estimatedFinish) return null;
  return interpolate(gettext("Done about %(time)s"), { time: formatMoment(estimatedFinish, now) });
}

/** That the board may not be believed, and since when. */
export function staleInWords({ since, wasLive }: Doubt, now: number): string {
  if (!wasLive) return gettext("NOT LIVE — there is nothing to show yet");
  const time = formatMoment(new Date(since).toISOString(), now);
  return interpolate(gettext("NOT LIVE since %(time)s — what is shown may be old"), { time });
}

/** Why the board may not be believed, and what becomes of it. */
export function reasonInWords(connection: Connection): string {
  switch (connection.state) {
    case "connecting":
      return gettext("Loading…");
    case "live":
      return gettext("Reading everything anew…");
    case "lost":
      return `${connection.failure.message} ${gettext("Trying again.")}`;
    case "logged-out":
      return gettext("You are not logged in any more.");
  }
}

/** How the board stands to the server, in the quiet line that says so while all is well. */
export function statusInWords(state: Connection["state"]): string {
  switch (state) {
    case "connecting":
      return gettext("Loading…");
    case "live":
      return gettext("Live");
    default:
      return gettext("Connecting again…");
  }
}
