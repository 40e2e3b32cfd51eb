import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FollowedPlant, followPlant } from "../../../src/screens/plant/follow_plant";
import type { Machine } from "../../../src/screens/plant/plant";
import { soon } from "../connection/live_screen";
import { PlayedSite, type Subscriber, stubWebSocket } from "../played_site";
import { aLoadedPlant, aMachine, anOperation, aSlot } from "../samples";
import { type StubbedWindow, stubWindow } from "../window";

let page: StubbedWindow;
let site: PlayedSite;
let followed: FollowedPlant | undefined;
let latestEventId: string;
let machines: Machine[];

beforeEach(() => {
  page = stubWindow();
  stubWebSocket();
  site = new PlayedSite();
  latestEventId = "7";
  machines = [aMachine(1), aMachine(2)];
  site.answer = () => ({ data: aLoadedPlant(machines, { latestEventId }) });
});

afterEach(() => {
  followed?.feed.stop();
  site.shut();
  vi.unstubAllGlobals();
});

/** As much of a page as the screens read. */
async function followedPlant(): Promise<FollowedPlant> {
  const { endpoint } = await site.open();
  vi.stubGlobal("location", new URL(endpoint));
  const root = { dataset: { endpoint, loginUrl: "/login/" } };
  const document = { getElementById: () => root, querySelector: () => ({ content: "token" }) };
  followed = followPlant(document as unknown as Document);
  return followed;
}

function event(id: string, machine: Machine | null, operationId: string | null = null): { data: unknown } {
  const about = { machinePk: machine?.pk ?? null, operationId, machine };
  return { data: { planningEvents: { __typename: "PlanningEvent", id, kind: "ASSIGNED", ...about } } };
}

/** Machine 1 with something to do. */
function busy(): Machine {
  return aMachine(1, { current: aSlot("1-current", { version: 2, source: "MANUAL", operation: anOperation("9") }) });
}

test("the plant is loaded, followed from there, and live", async () => {
  let subscribed: Subscriber | undefined;
  site.play = (subscriber) => {
    subscribed = subscriber;
    subscriber.next(event("8", busy()));
  };

  const { plant, feed } = await followedPlant();
  await soon(() => expect(feed.cursor.value).toBe("8"));

  expect(subscribed?.variables).toEqual({ after: "7" });
  expect(plant.machines.value.map((machine) => machine.value)).toEqual([busy(), aMachine(2)]);
  expect(feed.connection.value).toEqual({ state: "live" });
});

test("an event of the whole plant moves the cursor", async () => {
  site.play = ({ next }) => next(event("8", null));

  const { plant, feed } = await followedPlant();
  await soon(() => expect(feed.cursor.value).toBe("8"));

  expect(plant.machines.value.map((machine) => machine.value)).toEqual(machines);
});

test("an operation that was corrected by hand is read anew where a machine has it", async () => {
  machines = [busy()];
  site.play = ({ variables, next }) => {
    if (variables.after !== "7") return;
    latestEventId = "9";
    machines = [aMachine(1), aMachine(2)];
    next(event("8", null, "9"));
  };

  const { feed, plant } = await followedPlant();

  await soon(() => expect(feed.cursor.value).toBe("9"));
  expect(plant.machines.value).toHaveLength(2);
});

test("where the log does not reach back, the plant is loaded anew", async () => {
  site.play = ({ variables, next, complete }) => {
    if (variables.after !== "7") return;
    latestEventId = "5000";
    machines = [busy()];
    next({ data: { planningEvents: { __typename: "CursorExpired" } } });
    complete();
  };

  const { plant, feed } = await followedPlant();
  await soon(() => expect(feed.cursor.value).toBe("5000"));

  expect(plant.machines.value.map((machine) => machine.value)).toEqual([busy()]);
  await soon(() => expect(feed.connection.value.state).toBe("live"));
});

test("a login that ends while the plant is followed stops the screen, which keeps what it shows", async () => {
  site.play = ({ socket }) => {
    site.isLoggedIn = false;
    socket.terminate();
  };

  const { plant, feed } = await followedPlant();
  await soon(() => expect(feed.connection.value.state).toBe("logged-out"));

  expect(plant.machines.value).toHaveLength(2);
  expect(page.reported).toEqual([]);
});

test("without a login nothing is shown, and the reason told", async () => {
  site.isLoggedIn = false;

  const { plant, feed } = await followedPlant();
  await soon(() => expect(feed.connection.value).toEqual({ state: "logged-out", since: null }));

  expect([plant.machines.value, site.posted, site.connections]).toEqual([[], 1, 0]);
});
