import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { gettext } from "../../language/gettext";
import { Icon } from "../parts/icons";
import { now } from "../parts/now";
import { scriptInWords } from "../parts/StatusBar";
import type { FollowedPlant } from "../plant/follow_plant";
import type { ScriptContact } from "../plant/script_contact";
import { Clock, PageInTurn, StaleBanner, StaleReason, Summary } from "./BoardHeader";
import { Cards } from "./Cards";
import { fitCards } from "./fit";
import { type Freshness, isStale } from "./freshness";
import { inUseByName } from "./machine_state";
import type { Turning } from "./paging";
import { second } from "./second";
import { useRoom } from "./use_room";

interface Props {
  readonly followed: FollowedPlant;
  readonly freshness: Freshness;
  readonly turning: Turning;
  readonly planningUrl: string;
}

/** The wall: every machine in use, as large as they fit, and loudly when it may not be believed. */
export function BoardScreen({ followed, freshness, turning, planningUrl }: Props): JSX.Element {
  const { feed, page, plant } = followed;
  const cards = useRef<HTMLDivElement>(null);
  const room = useRoom(cards);
  const machines = useComputed(() =>
    inUseByName(plant.machines.value, (one) => one.value, document.documentElement.lang),
  );
  const fit = useComputed(() => room.value && fitCards(machines.value.length, room.value.area, room.value.screen));
  const stale = useComputed(() => isStale(freshness.doubt.value, feed.connection.value.state, second.value));
  const doubt = freshness.doubt.value;
  const isLoud = doubt !== null && stale.value;
  const placed = fit.value;
  return (
    <div class={`wall ${placed?.scrolls ? "wall-scrolls" : "wall-fits"} ${isLoud ? "wall-stale" : ""}`}>
      <h1 class="for-screen-readers">{gettext("Machines")}</h1>
      <header class="wall-header">
        {/* The region is there before anything is said in it: screen readers announce changes, not newcomers. */}
        <div role="alert">{isLoud && <StaleBanner doubt={doubt} />}</div>
        {isLoud ? (
          <StaleReason connection={feed.connection.value} loginUrl={page.loginUrl} />
        ) : (
          <Summary state={feed.connection.value.state} machines={machines.value.map((machine) => machine.value)} />
        )}
        {placed && <PageInTurn turning={turning} pages={placed.pages} />}
        <Clock />
      </header>
      {/* What a board that lost its server knows of the script is old itself. */}
      {!isLoud && plant.script.value && <ScriptSilence script={plant.script.value} />}
      <div class="cards-area" ref={cards}>
        {placed && plant.viewer.value && (
          <Cards machines={machines.value} fit={placed} turning={turning} planningUrl={planningUrl} />
        )}
      </div>
    </div>
  );
}

function ScriptSilence({ script }: { script: ScriptContact }): JSX.Element | null {
  if (!script.scriptIsSilent) return null;
  return (
    <p class="script-silence" role="status">
      <Icon name="warning" />
      {scriptInWords(script, now.value)}
    </p>
  );
}
