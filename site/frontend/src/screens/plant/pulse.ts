import { type Api, Unanswered } from "../connection/api";
import type { Feed } from "../connection/feed";
import { ReadPulseDocument } from "../generated/documents";
import type { ScriptContact } from "./script_contact";

const PULSE_EVERY_MS = 60_000;
// Renamed machines, new ones, and when Monitor was heard of without news come by no event.
const RELOAD_EVERY_PULSES = 10;

/**
 * Ask once a minute what comes by no event: when the script was last heard of. The same answer proves that the stream
 * is what it says: where the log went on, and the screen heard nothing for a whole minute, it reads everything anew.
 * Returns what ends it.
 */
export function keepPulse<Loaded extends { latestEventId: string }>(
  api: Api,
  feed: Feed<Loaded>,
  tell: (script: ScriptContact) => void,
): () => void {
  let pulses = 0;
  let behindAt: string | null = null;
  const timer = setInterval(async () => {
    if (feed.connection.value.state !== "live") return;
    pulses += 1;
    const heardNothing = behindAt !== null && feed.cursor.value === behindAt;
    behindAt = null;
    if (heardNothing || pulses % RELOAD_EVERY_PULSES === 0) {
      feed.reload();
      return;
    }
    try {
      const { latestEventId, plant } = await api.ask(ReadPulseDocument, {});
      if (feed.cursor.value !== latestEventId) behindAt = feed.cursor.value;
      tell(plant);
    } catch (problem) {
      // A server that does not answer also ends the stream, which tells of it.
      if (!(problem instanceof Unanswered)) throw problem;
    }
  }, PULSE_EVERY_MS);
  return () => clearInterval(timer);
}
