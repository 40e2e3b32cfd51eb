import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChangeDesk } from "../../../src/screens/changes/desk";
import { Unanswered } from "../../../src/screens/connection/api";
import { Setups } from "../../../src/screens/machine/setups";
import { type Slot, WatchedMachine } from "../../../src/screens/machine/watched_machine";
import { PlayedApi } from "../changes/played_desk";
import { aCountingOperation, aLoadedMachine, aMachineEvent, aMachineInFull, aSlotInFull } from "./samples";

const SAVED = { __typename: "SetOperationSetupSuccess", changed: true, operation: { id: "9", isSetup: true } };
let api: PlayedApi;
let watched: WatchedMachine;
let desk: ChangeDesk;
let setups: Setups;
let reloads: number;

beforeEach(() => {
  vi.useFakeTimers();
  reloads = 0;
  api = new PlayedApi();
  watched = new WatchedMachine(1);
  watched.take(aLoadedMachine(machine("9", false)));
  const shown = {
    slot: (id: string) => watched.slot(id),
    reload: () => {
      reloads += 1;
    },
  };
  desk = new ChangeDesk(api, shown);
  setups = new Setups(api, desk, shown);
});

afterEach(() => {
  vi.useRealTimers();
});

function machine(operationId: string, isSetup: boolean) {
  const operation = aCountingOperation(operationId, { isSetup });
  return aMachineInFull({ current: aSlotInFull("1:CURRENT", { source: "MONITOR", operation }) });
}

function slot(): Slot {
  const known = watched.slot("1:CURRENT");
  if (!known) throw new Error("There is no slot.");
  return known;
}

/** Say that operation 9, which runs, is in setup. */
function setToSetup(): void {
  const operation = aCountingOperation("9", { isSetup: false });
  void setups.make({ machinePk: 1, slot: slot(), operation, isSetup: true });
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

test("a change is shown at once and sent", () => {
  setToSetup();

  expect(setups.pendingFor(slot())).toBe(true);
  expect(api.last).toMatchObject({ name: "SetOperationSetup", posting: { changes: true } });
  expect(api.last.input).toEqual({ machinePk: 1, operationType: "CURRENT", operationId: "9", isSetup: true });
});

test("it is shown as waiting until its event comes", async () => {
  setToSetup();
  api.last.answer(SAVED);
  await settle();
  expect(setups.pendingFor(slot())).toBe(true);

  watched.hear(aMachineEvent("8", { machine: machine("9", true) }));

  expect(setups.pendingFor(slot())).toBeNull();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reloads).toBe(0);
});

test("an event that overtakes the answer is enough", async () => {
  setToSetup();
  watched.hear(aMachineEvent("8", { machine: machine("9", true) }));
  expect(setups.pendingFor(slot())).toBe(true);

  api.last.answer(SAVED);
  await settle();

  expect(setups.pendingFor(slot())).toBeNull();
});

test("a change whose event does not come is looked up", async () => {
  setToSetup();
  api.last.answer(SAVED);

  await vi.advanceTimersByTimeAsync(3_000);

  expect(setups.pendingFor(slot())).toBeNull();
  expect(reloads).toBe(1);
});

test("what waits is not shown for another operation that came into the slot", async () => {
  setToSetup();
  watched.hear(aMachineEvent("8", { machine: machine("10", false) }));
  expect(setups.pendingFor(slot())).toBeNull();

  api.last.answer(SAVED);
  await settle();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(reloads).toBe(0);
});

test("a refusal takes it back with the reason, and can be tried again", async () => {
  setToSetup();
  api.last.answer({ __typename: "OperationNotAssigned", code: "OPERATION_NOT_ASSIGNED", message: "Gone." });
  await settle();

  expect(setups.pendingFor(slot())).toBeNull();
  const notice = desk.notice.value;
  expect(notice).toMatchObject({
    kind: "refused",
    message: "Part 9: not saved. Setup or running is as it was.",
    failure: { message: "The slot does not hold this operation any more." },
  });

  if (notice?.kind === "refused") notice.retry();
  expect([api.sent.length, desk.notice.value, setups.pendingFor(slot())]).toEqual([2, null, true]);
});

test("a server that does not answer takes it back too", async () => {
  const failure = { message: "The server cannot be reached.", remedy: "none" } as const;
  setToSetup();
  api.last.fail(new Unanswered(failure));
  await settle();

  expect(desk.notice.value).toMatchObject({ kind: "refused", failure });
});

test("a slot waits for one change at a time", () => {
  setToSetup();
  setToSetup();

  expect(api.sent).toHaveLength(1);
});
