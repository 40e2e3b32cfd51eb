import { formatAge, formatDay, formatDays } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";
import type { Operation, Slot } from "./watched_machine";

/** Which of the two counts in a slot, in a sentence that leaves no doubt; `isPending` where a change is on its way. */
export function verdictInWords({ source, diverges, monitorOperation }: Slot, isPending = false): string {
  if (isPending) return gettext("A change is on its way to the server.");
  switch (source) {
    case "MONITOR":
      return gettext("Monitor's plan counts: no planner has decided otherwise.");
    case "IDLE":
      return gettext("A planner's decision counts: nothing runs here, whatever Monitor plans.");
    case "EMPTY":
      return gettext("Nothing is planned here, neither by Monitor nor by a planner.");
    case "MANUAL":
      if (!monitorOperation) return gettext("A planner's decision counts: Monitor plans nothing here.");
      return diverges
        ? gettext("A planner's decision counts, not Monitor's plan.")
        : gettext("A planner's decision counts; Monitor plans the same.");
  }
}

/** When Monitor last told of a slot. */
export function heardInWords({ monitorLastHeardAt }: Slot, at: number): string {
  if (!monitorLastHeardAt) return gettext("Monitor was never heard of for this slot.");
  const age = formatAge(monitorLastHeardAt, at);
  return interpolate(gettext("Monitor was last heard of for this slot: %(age)s"), { age });
}

/** The days that Monitor plans for an operation; null where it names none. */
export function plannedDaysInWords({ plannedStartDate: first, plannedFinishDate: last }: Operation): string | null {
  if (first && last) return formatDays(first, last);
  if (first) return interpolate(gettext("from %(day)s"), { day: formatDay(first) });
  return last ? interpolate(gettext("until %(day)s"), { day: formatDay(last) }) : null;
}
