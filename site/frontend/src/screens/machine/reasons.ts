import { formatList, formatNumber } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";

const NOTHING = "nothing";

/** From which of Monitor's ids to which, in words. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly isToNothing: boolean;
}

/**
 * Read `Monitor moved from A to B`; null where the reason says something else. An id may be any text: a sentence that can
 * be read in two ways is left alone.
 */
export function readMove(reason: string | null): Move | null {
  const parts = reason?.match(/^Monitor moved from (.+)$/)?.[1]?.split(" to ");
  const [from, to] = parts ?? [];
  if (parts?.length !== 2 || !from || !to) return null;
  return { from: idInWords(from), to: idInWords(to), isToNothing: to === NOTHING };
}

function idInWords(id: string): string {
  if (id === NOTHING) return gettext("nothing");
  return id === "an operation without an id" ? gettext("an operation without an id") : id;
}

/** What the sync of the pool did, in the page's language; the server's own words where it says something else. */
export function syncInWords(reason: string | null): string | null {
  const counts = reason?.match(/^(\d+) created, (\d+) updated, (\d+) removed$/);
  if (!counts) return reason;
  const [created, updated, removed] = counts.slice(1).map((count) => formatNumber(Number(count)));
  return interpolate(gettext("%(created)s new, %(updated)s changed, %(removed)s removed"), {
    created: created ?? "",
    updated: updated ?? "",
    removed: removed ?? "",
  });
}

/** The details of an operation that changed; null where the reason names none. */
export function readChangedDetails(reason: string | null): string | null {
  const names = reason?.match(/^Changed: (.+)$/)?.[1]?.split(", ");
  return names ? formatList([...new Set(names.map(detailInWords))]) : null;
}

function detailInWords(name: string): string {
  switch (name) {
    case "name":
      return gettext("name");
    case "quantity":
      return gettext("planned quantity");
    case "material":
      return gettext("material");
    case "report_number":
      return gettext("report number");
    case "location":
      return gettext("location");
    case "priority":
      return gettext("priority");
    case "planned_start_date":
    case "planned_finish_date":
      return gettext("planned days");
    case "employee_ids":
    case "employee_names":
    case "employee_django_user_ids":
      return gettext("people");
    case "drawing":
      return gettext("drawing");
    case "is_in_pool":
      return gettext("place in the pool");
    case "is_in_progress":
      return gettext("work in progress");
    default:
      return name;
  }
}
