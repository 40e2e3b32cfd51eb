import { formatNumber } from "../../language/format";
import { gettext, interpolate, ngettext } from "../../language/gettext";
import type { PoolOperation, PoolPage, SearchState } from "./pool_search";

/** How a search stands. */
export function stateInWords(state: SearchState): string {
  switch (state.kind) {
    case "blank":
      return "";
    case "searching":
      return gettext("Searching…");
    case "found":
      return countInWords(state.page);
    case "failed":
      return interpolate(gettext("The search failed. %(why)s"), { why: state.failure.message });
  }
}

function countInWords({ items, totalCount }: PoolPage): string {
  const counts = { shown: formatNumber(items.length), all: formatNumber(totalCount) };
  if (totalCount === 0) return gettext("No operation in the pool has all these words.");
  if (items.length < totalCount)
    return interpolate(gettext("%(shown)s of %(all)s: type more words. Enter assigns the highlighted one."), counts);
  const text = ngettext(
    "%(all)s operation found. Enter assigns the highlighted one.",
    "%(all)s operations found. Enter assigns the highlighted one.",
    totalCount,
  );
  return interpolate(text, counts);
}

/** Where an operation is already, so that nobody makes it twice by mistake; null where it is nowhere. */
export function alreadyInWords({ assignedTo }: PoolOperation, slotId: string): string | null {
  if (assignedTo.length === 0) return null;
  if (assignedTo.some(({ id }) => id === slotId)) return gettext("Already in this slot");
  return interpolate(gettext("Already on %(slots)s"), { slots: assignedTo.map(placeInWords).join("; ") });
}

function placeInWords({ machine: { name: machine }, operationType }: PoolOperation["assignedTo"][number]): string {
  const text = operationType === "CURRENT" ? gettext("%(machine)s, current") : gettext("%(machine)s, next");
  return interpolate(text, { machine });
}

/** What tells operations of the same name apart. */
export function factsInWords({ monitorOperationId, quantity, material }: PoolOperation): string {
  const planned =
    quantity === null
      ? null
      : interpolate(ngettext("%(count)s part planned", "%(count)s parts planned", quantity), {
          count: formatNumber(quantity),
        });
  return [monitorOperationId, planned, material].filter(Boolean).join(" · ");
}
