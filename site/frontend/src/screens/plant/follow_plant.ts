import { screenBackoff } from "../connection/backoff";
import { Feed } from "../connection/feed";
import { openScreenPage, type ScreenPage } from "../connection/screen_page";
import { FollowPlantDocument, LoadPlantDocument, type LoadPlantQuery } from "../generated/documents";
import { Plant } from "./plant";
import { keepPulse } from "./pulse";

export interface FollowedPlant extends ScreenPage {
  readonly plant: Plant;
  readonly feed: Feed<LoadPlantQuery>;
}

/** Read the whole plant and keep up with it, for as long as the page is open. */
export function followPlant(document: Document): FollowedPlant {
  const plant = new Plant();
  const screenPage = openScreenPage(document, () => feed.opened());
  const { api, stream, whyRefused } = screenPage;
  const feed = new Feed<LoadPlantQuery>(
    {
      load: (abort) => api.ask(LoadPlantDocument, {}, { abort }),
      take: (loaded) => plant.take(loaded),
      follow: (after, heard, abort) =>
        stream.follow(
          FollowPlantDocument,
          { after },
          ({ planningEvents: event }) => {
            if (event.__typename !== "PlanningEvent") return;
            plant.hear(event);
            heard(event.id);
            if (plant.isOutdatedBy(event)) feed.reload();
          },
          abort,
        ),
      whyRefused,
    },
    screenBackoff(),
  );
  void feed.run();
  keepPulse(api, feed, (script) => {
    plant.script.value = script;
  });
  return { ...screenPage, plant, feed };
}
