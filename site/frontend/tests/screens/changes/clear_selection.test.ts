import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change, Wish } from "../../../src/screens/changes/change";
import { clearSelection } from "../../../src/screens/changes/clear_selection";
import { Unanswered } from "../../../src/screens/connection/api";
import { aLoadedPlant, aMachine, anOperation, aSlot } from "../samples";
import { conflicting, PlayedDesk, refused, saved } from "./played_desk";

const CLEAR: Wish = { kind: "clear" };
let played: PlayedDesk;

beforeEach(() => {
  vi.useFakeTimers();
  played = new PlayedDesk();
});

afterEach(() => {
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

/** A plant in which planners decided about every machine's current slot, and the changes that clear them all. */
function decided(count: number): Change[] {
  const machines = Array.from({ length: count }, (_, index) => index + 1).map((pk) => {
    const operation = anOperation(`${pk}`);
    return aMachine(pk, {
      current: aSlot(`${pk}-current`, { version: 4, source: "MANUAL", operation, note: "hurry" }),
    });
  });
  played.plant.take(aLoadedPlant(machines));
  return machines.map(({ pk }) => played.change(CLEAR, {}, pk));
}

function clear(changes: readonly Change[]): Promise<void> {
  return clearSelection(played.api, played.desk, changes);
}

/** The answer to a part of the slots, with an outcome each. */
function answered(...outcomes: unknown[]): unknown {
  return { __typename: "ClearSlotsSuccess", outcomes };
}

function allSaved(...machinePks: number[]): unknown {
  return answered(...machinePks.map((machinePk) => saved(5, { machinePk })));
}

/** The machines that a request was sent for. */
function sentPks(input: unknown): number[] {
  return (input as { slots: { machinePk: number }[] }).slots.map(({ machinePk }) => machinePk);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

test("all slots are shown as waiting at once, and sent as the planner saw them", () => {
  const [first, second] = decided(2) as [Change, Change];
  const next = { ...second, before: { ...second.before, id: "2-next", operationType: "NEXT" as const, version: 9 } };

  void clear([first, next]);

  expect([...played.desk.pending.value.keys()]).toEqual(["1-current", "2-next"]);
  expect(played.api.last).toMatchObject({ name: "ClearSlots", posting: { changes: true } });
  expect(played.api.last.input).toEqual({
    slots: [
      { machinePk: 1, operationType: "CURRENT", expectedVersion: 4 },
      { machinePk: 2, operationType: "NEXT", expectedVersion: 9 },
    ],
  });
});

test("many slots are sent in parts of 200, one after the other and in their order", async () => {
  void clear(decided(450));
  const atFirst = played.api.sent.length;

  for (const part of [range(1, 200), range(201, 400), range(401, 450)]) {
    expect(sentPks(played.api.last.input)).toEqual(part);
    played.api.last.answer(allSaved(...part));
    await settle();
  }

  expect([atFirst, played.api.sent.length]).toEqual([1, 3]);
  expect(played.notice).toMatchObject({ message: "450 slots are back to Monitor's plan.", warnings: [] });
});

test("200 slots are one request", async () => {
  void clear(decided(200));
  played.api.last.answer(allSaved(...range(1, 200)));
  await settle();

  expect(played.api.sent).toHaveLength(1);
});

test("each slot waits for its own event", async () => {
  void clear(decided(2));
  played.api.last.answer(allSaved(1, 2));
  await settle();

  played.show({ version: 5 });

  expect([played.waiting(1), played.waiting(2)]).toEqual([undefined, CLEAR]);
});

test("slots whose events do not arrive have everything read anew once", async () => {
  void clear(decided(50));
  played.api.last.answer(allSaved(...range(1, 50)));

  await vi.advanceTimersByTimeAsync(10_000);

  expect([played.reloads, played.desk.pending.value.size]).toEqual([1, 0]);
});

test("conflicts and refusals are named, and their slots are as they were", async () => {
  const changes = decided(3);
  void clear(changes);
  const theirs = aSlot("2-current", { version: 6 });
  played.api.last.answer(
    answered(saved(5), conflicting(theirs), refused("MACHINE_NOT_FOUND", "There is no machine 3.")),
  );
  await settle();

  expect([1, 2, 3].map((pk) => played.waiting(pk))).toEqual([CLEAR, undefined, undefined]);
  expect(played.notice).toMatchObject({
    kind: "done",
    message: "1 slot is back to Monitor's plan.",
    warnings: [
      "Machine 2, Current: left as it is, somebody changed it meanwhile.",
      "Machine 3, Current: not saved. This machine does not exist any more.",
    ],
  });
});

test("a request that is refused as a whole is told once, with the way to repeat it", async () => {
  void clear(decided(2));
  played.api.last.answer(refused("PERMISSION_DENIED", "No."));
  await settle();

  expect(played.desk.pending.value.size).toBe(0);
  expect(played.notice).toMatchObject({
    kind: "refused",
    message: "Nothing was saved. The slots are as they were.",
    failure: { message: "Your login may not change what machines run." },
  });
  if (played.notice.kind === "refused") played.notice.retry();
  expect(played.api.sent.map(({ name }) => name)).toEqual(["ClearSlots", "ClearSlots"]);
});

test("a slot that waits for another change is left out", () => {
  void played.desk.make(played.change({ kind: "idle", note: "" }));
  void clear(decided(2));

  expect(sentPks(played.api.last.input)).toEqual([2]);
});

test("a part without an answer is named, and the next part sent all the same", async () => {
  void clear(decided(201));
  played.api.last.fail(new Unanswered({ message: "The server cannot be reached.", remedy: "none" }));
  await settle();
  played.api.last.answer(allSaved(201));
  await settle();

  expect(sentPks(played.api.last.input)).toEqual([201]);
  expect(played.notice).toMatchObject({ kind: "done", message: "1 slot is back to Monitor's plan." });
  expect(played.notice.kind === "done" && played.notice.warnings).toHaveLength(200);
});

test("an answer with too few outcomes takes no slot for saved", async () => {
  void clear(decided(2));
  played.api.last.answer(allSaved(1));
  await settle();

  expect(played.waiting(2)).toBeUndefined();
  expect(played.notice).toMatchObject({ message: "1 slot is back to Monitor's plan.", warnings: [expect.anything()] });
});

test("a slot that already was Monitor's is neither counted nor undone", async () => {
  void clear(decided(2));
  played.api.last.answer(answered(saved(4, { changed: false }), saved(5, { machinePk: 2 })));
  await settle();
  played.show({ version: 5 }, 2);
  const told = played.notice;

  played.undo();

  expect(told).toMatchObject({ message: "1 slot is back to Monitor's plan.", warnings: [] });
  expect(played.waiting(1)).toBeUndefined();
  expect(played.api.sent.slice(1).map(({ input }) => input)).toMatchObject([{ machinePk: 2 }]);
});

test("to undo brings back what each slot held, provided that nobody changed it since", async () => {
  void clear(decided(3));
  played.api.last.answer(allSaved(1, 2, 3));
  await settle();
  for (const pk of [1, 2, 3]) played.show({ version: 5, source: "MONITOR", operation: null }, pk);

  played.undo();
  for (const pk of [1, 2, 3]) {
    played.api.last.answer(saved(6, { machinePk: pk }));
    await settle();
  }

  expect(played.notice).toMatchObject({ kind: "done", message: "3 slots are as they were.", undo: null });
  const undos = played.api.sent.slice(1);
  expect(undos.map(({ name }) => name)).toEqual(Array(3).fill("AssignOperation"));
  expect(undos.map(({ input }) => input)).toEqual(
    [1, 2, 3].map((machinePk) => ({
      machinePk,
      operationType: "CURRENT",
      expectedVersion: 5,
      operationId: `${machinePk}`,
      note: "hurry",
    })),
  );
});

test("an undo that is refused for one of many is told, and not hidden by the others", async () => {
  void clear(decided(3));
  played.api.last.answer(allSaved(1, 2, 3));
  await settle();
  for (const pk of [1, 2, 3]) played.show({ version: 5 }, pk);
  played.undo();

  for (const answer of [saved(6), refused("OPERATION_NOT_FOUND", "No."), saved(6, { machinePk: 3 })]) {
    played.api.last.answer(answer);
    await settle();
  }

  expect(played.notice).toMatchObject({
    kind: "done",
    message: "2 slots are as they were.",
    warnings: ["Machine 2, Current: not saved. This operation does not exist any more."],
  });
});
