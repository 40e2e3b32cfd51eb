import { screenBackoff } from "../connection/backoff";
import { Feed } from "../connection/feed";
import { openScreenPage, type ScreenPage } from "../connection/screen_page";
import { FollowMachineDocument, LoadMachineDocument, type LoadMachineQuery } from "../generated/documents";
import { keepPulse } from "../plant/pulse";
import { WatchedMachine } from "./watched_machine";

export interface FollowedMachine extends ScreenPage {
  readonly watched: WatchedMachine;
  readonly feed: Feed<LoadMachineQuery>;
}

/** Read one machine and keep up with it, for as long as the page is open. */
export function followMachine(document: Document, pk: number): FollowedMachine {
  const watched = new WatchedMachine(pk);
  const screenPage = openScreenPage(document, () => feed.opened());
  const { api, stream, whyRefused } = screenPage;
  const feed = new Feed<LoadMachineQuery>(
    {
      load: (abort) => api.ask(LoadMachineDocument, { pk }, { abort }),
      take: (loaded) => watched.take(loaded),
      follow: (after, heard, abort) =>
        stream.follow(
          FollowMachineDocument,
          { pk, after },
          ({ planningEvents: event }) => {
            if (event.__typename !== "PlanningEvent") return;
            const isEnough = watched.hear(event);
            heard(event.id);
            if (!isEnough) feed.reload();
          },
          abort,
        ),
      whyRefused,
    },
    screenBackoff(),
  );
  void feed.run();
  keepPulse(api, feed, (script) => {
    watched.script.value = script;
  });
  return { ...screenPage, watched, feed };
}
