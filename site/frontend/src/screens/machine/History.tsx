import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { gettext, interpolate } from "../../language/gettext";
import { type Api, Unanswered } from "../connection/api";
import { OlderEventsDocument } from "../generated/documents";
import type { HistoryEvent } from "./event_history";
import { HistoryLine } from "./HistoryLine";
import { entriesOf, isRestorable, keyOf } from "./history_entries";
import type { WatchedMachine } from "./watched_machine";

interface Props {
  readonly api: Api;
  readonly watched: WatchedMachine;
  /** Puts back what a slot held before an event; null for who may not. */
  readonly restore: ((event: HistoryEvent) => void) | null;
}

/** What happened on the machine, the newest first. */
export function History({ api, watched, restore }: Props): JSX.Element {
  const { history } = watched;
  const entries = useComputed(() => entriesOf(history.events.value));
  return (
    <section class="history" aria-labelledby="history-title">
      <h2 id="history-title">{gettext("History")}</h2>
      {entries.value.length === 0 && <p>{gettext("Nothing has happened on this machine yet.")}</p>}
      <ol class="events">
        {entries.value.map((entry) => (
          <HistoryLine
            key={keyOf(entry)}
            entry={entry}
            restore={restore && isRestorable(entry.event) ? () => restore(entry.event) : null}
          />
        ))}
      </ol>
      {history.hasOlder.value && <ShowOlder api={api} watched={watched} />}
    </section>
  );
}

function ShowOlder({ api, watched: { pk, history } }: Omit<Props, "restore">): JSX.Element {
  const isLoading = useSignal(false);
  const failure = useSignal<string | null>(null);
  async function load(): Promise<void> {
    const oldest = history.events.peek().at(-1);
    if (!oldest || isLoading.peek()) return;
    isLoading.value = true;
    failure.value = null;
    try {
      const { planningEvents: page } = await api.ask(OlderEventsDocument, { pk, before: oldest.id });
      history.addOlder(oldest.id, page.items, page.pageInfo.hasPreviousPage);
    } catch (problem) {
      if (!(problem instanceof Unanswered)) throw problem;
      failure.value = problem.failure.message;
    } finally {
      isLoading.value = false;
    }
  }
  if (history.isFull) return <p class="hint">{gettext("Older events are not shown here.")}</p>;
  return (
    <div class="older">
      <button type="button" class="quiet" aria-disabled={isLoading.value} onClick={load}>
        {isLoading.value ? gettext("Loading…") : gettext("Show older")}
      </button>
      <p role="alert">
        {failure.value && interpolate(gettext("Older events did not come. %(why)s"), { why: failure.value })}
      </p>
    </div>
  );
}
