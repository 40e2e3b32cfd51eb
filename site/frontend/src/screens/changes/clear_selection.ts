import { interpolate, ngettext } from "../../language/gettext";
import { type Api, Unanswered } from "../connection/api";
import { ClearSlotsDocument } from "../generated/documents";
import { type Change, sendChange } from "./change";
import { type ChangeDesk, undone } from "./desk";
import { changeMany, type Made } from "./many";
import { type Outcome, outcomeOf } from "./outcomes";
import { refusalInWords } from "./words";

/** As many slots as one request may clear. */
const AT_ONCE = 200;

/** Give many slots back to Monitor's plan; one that somebody changed meanwhile stays, and is named. */
export async function clearSelection(api: Api, desk: ChangeDesk, changes: readonly Change[]): Promise<void> {
  await changeMany(desk, changes, {
    atOnce: AT_ONCE,
    send: (part) => sendClears(api, part),
    done: (count) =>
      interpolate(
        ngettext("%(count)s slot is back to Monitor's plan.", "%(count)s slots are back to Monitor's plan.", count),
        { count },
      ),
    undo: (made) => bringBack(api, desk, made),
  });
}

/** Take such a change of many slots back, one after another; one that somebody changed since stays, and is named. */
async function bringBack(api: Api, desk: ChangeDesk, made: readonly Made[]): Promise<void> {
  const changes = made.map(({ change, slot }) => undone(change, slot));
  await changeMany(desk, changes, {
    atOnce: 1,
    send: (part) => Promise.all(part.map((change) => sendChange(api, change))),
    done: (count) =>
      interpolate(ngettext("%(count)s slot is as it was.", "%(count)s slots are as they were.", count), { count }),
    undo: null,
  });
}

/** The outcome of each change, in their order; the same one for all where the request itself failed. */
async function sendClears(api: Api, changes: readonly Change[]): Promise<readonly Outcome[]> {
  const slots = changes.map(({ machinePk, before: { operationType, version } }) => ({
    machinePk,
    operationType,
    expectedVersion: version,
  }));
  try {
    const { result } = await api.ask(ClearSlotsDocument, { input: { slots } }, { changes: true });
    if ("outcomes" in result) return result.outcomes.map((outcome) => outcomeOf(outcome, refusalInWords));
    return changes.map(() => outcomeOf(result, refusalInWords));
  } catch (problem) {
    if (!(problem instanceof Unanswered)) throw problem;
    return changes.map(() => ({ kind: "refused", failure: problem.failure }));
  }
}
