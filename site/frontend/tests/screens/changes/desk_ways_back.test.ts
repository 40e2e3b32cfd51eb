import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Wish } from "../../../src/screens/changes/change";
import type { Slot } from "../../../src/screens/plant/plant";
import { anOperation, aSlot } from "../samples";
import { conflicting, PlayedDesk, refused, saved } from "./played_desk";

const ASSIGN: Wish = { kind: "assign", operationId: "9", name: "Bracket", note: "" };
const SLOT = { machinePk: 1, operationType: "CURRENT" };
const THEIRS = aSlot("1-current", { version: 6, source: "IDLE", note: "no material" });
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

/** A change that was made, whose event has arrived: the slot has the version. */
async function made(wish: Wish, before: Partial<Slot>, version: number): Promise<void> {
  void played.desk.make(played.change(wish, before));
  played.api.last.answer(saved(version));
  await settle();
  played.show({ version });
}

/** A change that came too late. */
async function lateChange(wish: Wish = ASSIGN, theirs: Slot = THEIRS): Promise<void> {
  void played.desk.make(played.change(wish, { version: 4 }));
  played.api.last.answer(conflicting(theirs));
  await settle();
}

test.each<[string, Partial<Slot>, string, object]>([
  [
    "an operation with a note",
    { source: "MANUAL", operation: anOperation("7"), note: "hurry" },
    "AssignOperation",
    { operationId: "7", note: "hurry" },
  ],
  [
    "an operation without a note",
    { source: "MANUAL", operation: anOperation("7") },
    "AssignOperation",
    { operationId: "7", note: null },
  ],
  ["an idle mark", { source: "IDLE", note: "no material" }, "MarkSlotIdle", { note: "no material" }],
  ["Monitor's plan", { source: "MONITOR", operation: anOperation("7") }, "ClearSlot", {}],
  ["nothing", { source: "EMPTY" }, "ClearSlot", {}],
])("to undo brings back %s, provided that nobody changed the slot since", async (_what, before, name, input) => {
  await made(ASSIGN, { ...before, version: 4 }, 5);

  played.undo();

  expect(played.api.sent).toHaveLength(2);
  expect(played.api.last).toMatchObject({ name, posting: { changes: true } });
  expect(played.api.last.input).toEqual({ ...SLOT, expectedVersion: 5, ...input });
});

test("to undo a restored slot brings back what it held before that", async () => {
  await made({ kind: "restore", eventId: "77" }, { version: 4, source: "IDLE", note: "no material" }, 5);

  played.undo();

  expect(played.api.last).toMatchObject({ name: "MarkSlotIdle", input: { expectedVersion: 5, note: "no material" } });
});

test("what was undone is told by name, and offers no undo", async () => {
  await made(ASSIGN, { version: 4, source: "MANUAL", operation: anOperation("7", { name: null }) }, 5);
  played.undo();
  played.api.last.answer(saved(6));
  await settle();

  expect(played.notice).toMatchObject({ kind: "done", message: "Machine 1, Current: undone. M7.", undo: null });
});

test("an undo that was refused and tried again offers no undo either", async () => {
  await made(ASSIGN, { version: 4 }, 5);
  played.undo();
  played.api.last.answer(refused("INVALID_VALUE", "Not so."));
  await settle();
  if (played.notice.kind === "refused") played.notice.retry();
  played.api.last.answer(saved(6));
  await settle();

  expect(played.notice).toMatchObject({ message: "Machine 1, Current: undone. Back to Monitor's plan.", undo: null });
});

test("an undo that comes too late is a conflict like any other", async () => {
  await made(ASSIGN, { version: 4 }, 5);
  played.undo();
  played.api.last.answer(conflicting(THEIRS));
  await settle();

  expect(played.desk.conflict.value).toMatchObject({ change: { wish: { kind: "clear" } }, theirs: { slot: THEIRS } });
});

test("a conflict takes the change back, and shows what is there and who put it there", async () => {
  await lateChange();

  expect(played.waiting()).toBeUndefined();
  expect(played.desk.notice.value).toBeNull();
  expect(played.desk.conflict.value).toMatchObject({
    change: { wish: ASSIGN },
    theirs: { changedBy: "grace", slot: THEIRS },
  });
});

test("to keep theirs sends nothing", async () => {
  await lateChange();

  played.desk.keepTheirs();
  await settle();

  expect([played.desk.conflict.value, played.api.sent.length]).toEqual([null, 1]);
});

test("to insist sends the same wish for their version", async () => {
  await lateChange();

  played.desk.insist();

  expect(played.desk.conflict.value).toBeNull();
  expect(played.waiting()).toEqual(ASSIGN);
  expect(played.api.last.input).toEqual({ ...SLOT, expectedVersion: 6, operationId: "9", note: null });
});

test("who insists may be late again", async () => {
  await lateChange();
  played.desk.insist();
  played.api.last.answer(conflicting({ ...THEIRS, version: 8 }));
  await settle();

  played.desk.insist();

  expect(played.api.last.input).toMatchObject({ expectedVersion: 8 });
});

test("to undo what was insisted on brings back theirs", async () => {
  await lateChange();
  played.desk.insist();
  played.api.last.answer(saved(7));
  await settle();
  played.show({ version: 7 });

  played.undo();

  expect(played.api.last.name).toBe("MarkSlotIdle");
  expect(played.api.last.input).toEqual({ ...SLOT, expectedVersion: 7, note: "no material" });
});

test("without a conflict there is nothing to insist on", () => {
  played.desk.insist();

  expect(played.api.sent).toEqual([]);
});
