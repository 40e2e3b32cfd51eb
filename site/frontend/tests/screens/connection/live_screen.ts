import { vi } from "vitest";
import type { Failure } from "../../../src/api/post";
import { Backoff } from "../../../src/screens/connection/backoff";
import { createEventStream, type Patience } from "../../../src/screens/connection/event_stream";
import { Feed } from "../../../src/screens/connection/feed";
import { TypedDocumentString } from "../../../src/screens/generated/documents";
import type { PlayedSite, Subscriber } from "../played_site";

interface Events {
  readonly event: { readonly id: string };
}

/** The event that the page cannot draw. */
export const FAULTY = "faulty";
const DOCUMENT = new TypedDocumentString<Events, { after: string }>("subscription { event { id } }");
/** So patient that no test sees it. */
const PATIENT: Patience = { pingEvery: 10_000, answerWithin: 5_000 };

/** A feed on the real stream, whose data reaches to event 7, then 17, 27, … */
export class LiveScreen {
  readonly heard: string[] = [];
  loads = 0;
  readonly feed: Feed<{ latestEventId: string }>;

  constructor(socketAddress: string, patience = PATIENT, why: Failure | null = null) {
    const stream = createEventStream(socketAddress, () => this.feed.opened(), patience);
    this.feed = new Feed(
      {
        load: async () => ({ latestEventId: `${this.loads++ || ""}7` }),
        take: () => {},
        follow: (after, heard, abort) => stream.follow(DOCUMENT, { after }, (data) => this.hear(data, heard), abort),
        whyRefused: async () => why,
      },
      new Backoff(5, 20),
    );
    void this.feed.run();
  }

  get state(): string {
    return this.feed.connection.value.state;
  }

  private hear({ event: { id } }: Events, heard: (eventId: string) => void): void {
    if (id === FAULTY) throw new TypeError("machine is undefined");
    this.heard.push(id);
    heard(id);
  }
}

type Play = (subscriber: Subscriber) => void;

/**
 * Play the nth subscription as the nth of these, the last of them for all that come after. Returns the cursors of the
 * subscriptions, which grow as these come.
 */
export function inTurn(site: PlayedSite, ...plays: Play[]): string[] {
  const afters: string[] = [];
  site.play = (subscriber) => {
    afters.push(String(subscriber.variables.after));
    plays[Math.min(afters.length, plays.length) - 1]?.(subscriber);
  };
  return afters;
}

export function events(...ids: string[]): Play {
  return ({ next }) => {
    for (const id of ids) next({ data: { event: { id } } });
  };
}

/** Wait until something holds: longer than it takes, and shorter than a screen of everyday patience would notice. */
export function soon(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 4_000, interval: 10 });
}

/** How many connections the server has. */
export function connectionsTo(site: PlayedSite): number {
  return site.socketServer.clients.size;
}
