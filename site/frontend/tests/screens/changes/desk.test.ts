import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Wish } from "../../../src/screens/changes/change";
import { Unanswered } from "../../../src/screens/connection/api";
import { PlayedDesk, refused, saved } from "./played_desk";

const ASSIGN: Wish = { kind: "assign", operationId: "9", name: "Bracket", note: "hurry" };
const UNREACHABLE = { message: "The server cannot be reached.", remedy: "none" } as const;
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

test("a change is shown at once, in its slot alone", () => {
  void played.desk.make(played.change(ASSIGN));

  expect([...played.desk.pending.value]).toEqual([["1-current", { wish: ASSIGN, savedVersion: null }]]);
});

test.each<[string, Wish, unknown]>([
  ["AssignOperation", ASSIGN, { operationId: "9", note: "hurry" }],
  ["AssignOperation", { ...ASSIGN, note: "" }, { operationId: "9", note: null }],
  ["MarkSlotIdle", { kind: "idle", note: "no material" }, { note: "no material" }],
  ["MarkSlotIdle", { kind: "idle", note: "" }, { note: null }],
  ["ClearSlot", { kind: "clear" }, {}],
])("%s is sent for the slot as the planner saw it: %o", (name, wish, input) => {
  void played.desk.make(played.change(wish, { version: 4 }));

  const slot = { machinePk: 1, operationType: "CURRENT", expectedVersion: 4 };
  expect(played.api.last).toMatchObject({ name, posting: { changes: true } });
  expect(played.api.last.input).toEqual({ ...slot, ...(input as object) });
});

test("to bring back what an event replaced names the event and the version that the planner saw", () => {
  void played.desk.make(played.change({ kind: "restore", eventId: "77" }, { version: 4 }));

  expect(played.api.last).toMatchObject({ name: "RestoreSlot", posting: { changes: true } });
  expect(played.api.last.input).toEqual({ eventId: "77", expectedVersion: 4 });
});

test("a change that was made is shown as waiting until its event arrives", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(saved(2));
  await settle();
  const answered = played.waiting();

  played.show({ version: 2, source: "MANUAL" });

  expect([answered, played.waiting()]).toEqual([ASSIGN, undefined]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(played.reloads).toBe(0);
});

test("an event that overtakes its answer ends nothing before the answer, and everything with it", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.show({ version: 2, source: "MANUAL" });
  const early = played.waiting();

  played.api.last.answer(saved(2));
  await settle();

  expect([early, played.waiting()]).toEqual([ASSIGN, undefined]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(played.reloads).toBe(0);
});

test("an older version of the slot, and other slots, end no waiting", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(saved(3));
  await settle();

  played.show({ version: 2 });
  played.show({ version: 9 }, 2);

  expect(played.waiting()).toEqual(ASSIGN);
});

test("a newer version, of somebody who was fast, ends the waiting as well", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(saved(3));
  await settle();

  played.show({ version: 5 });

  expect(played.waiting()).toBeUndefined();
});

test("a change that was made is told, with what to think twice about", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(saved(2, { warnings: ["OUTSIDE_POOL", "ALREADY_IN_A_SLOT"] }));
  await settle();

  expect(played.notice).toMatchObject({
    kind: "done",
    message: "Machine 1, Current: Bracket.",
    warnings: ["This operation is not in the pool any more.", "This operation is also in another slot."],
  });
});

test("a change that changed nothing is told as such, and there is nothing to undo", async () => {
  void played.desk.make(played.change({ kind: "clear" }));
  played.api.last.answer(saved(1, { changed: false }));
  await settle();

  const message = "Machine 1, Current: Back to Monitor's plan. It was so already.";
  expect(played.notice).toMatchObject({ kind: "done", message, undo: null });
  expect(played.waiting()).toBeUndefined();
});

test("a slot that still waits takes no second change", async () => {
  void played.desk.make(played.change(ASSIGN));
  void played.desk.make(played.change({ kind: "clear" }));
  played.api.last.answer(saved(2));
  await settle();

  void played.desk.make(played.change({ kind: "clear" }));

  expect(played.api.sent).toHaveLength(1);
  expect([played.waiting(), played.notice.kind]).toEqual([ASSIGN, "done"]);
});

test("slots of other machines take changes meanwhile", async () => {
  void played.desk.make(played.change(ASSIGN));
  void played.desk.make(played.change(ASSIGN, {}, 2));

  expect(played.api.sent.map(({ input }) => input)).toMatchObject([{ machinePk: 1 }, { machinePk: 2 }]);
});

test("a refusal takes the change back, and says why in the page's words", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(refused("OPERATION_NOT_FOUND", "There is no operation 9."));
  await settle();

  expect(played.waiting()).toBeUndefined();
  expect(played.notice).toMatchObject({
    kind: "refused",
    message: "Machine 1, Current: not saved. The slot is as it was.",
    failure: { message: "This operation does not exist any more.", remedy: "none" },
  });
});

test("a refusal for which the page has no words says the server's", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(refused("INVALID_VALUE", "note: at most 500 characters."));
  await settle();

  expect(played.notice).toMatchObject({ failure: { message: "note: at most 500 characters." } });
});

test("without an answer the change is taken back, and to try again sends the same", async () => {
  void played.desk.make(played.change(ASSIGN, { version: 4 }));
  const first = played.api.last;
  first.fail(new Unanswered(UNREACHABLE));
  await settle();
  const told = played.notice;
  if (told.kind === "refused") told.retry();
  await settle();

  expect(told).toMatchObject({ kind: "refused", failure: UNREACHABLE });
  expect([played.api.sent.length, played.api.last.input]).toEqual([2, first.input]);
  expect([played.waiting(), played.desk.notice.value]).toEqual([ASSIGN, null]);
});

test("a fault of the page is thrown and not taken for a refusal, and the slot takes changes again", async () => {
  const made = played.desk.make(played.change(ASSIGN));
  played.api.last.fail(new TypeError("slot is undefined"));

  await expect(made).rejects.toThrow("slot is undefined");
  expect([played.waiting(), played.desk.notice.value]).toEqual([undefined, null]);
});

test("a refusal is not hidden by the success of another change", async () => {
  void played.desk.make(played.change(ASSIGN));
  void played.desk.make(played.change(ASSIGN, {}, 2));
  played.api.sent[0]?.answer(refused("INVALID_VALUE", "Not so."));
  await settle();
  played.api.sent[1]?.answer(saved(2, { machinePk: 2 }));
  await settle();

  expect(played.notice).toMatchObject({ kind: "refused", failure: { message: "Not so." } });
});

test("a change whose event does not arrive within three seconds has everything read anew", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(saved(2));
  await vi.advanceTimersByTimeAsync(2_999);
  const early = [played.reloads, played.waiting()];

  await vi.advanceTimersByTimeAsync(1);

  expect(early).toEqual([0, ASSIGN]);
  expect([played.reloads, played.waiting()]).toEqual([1, undefined]);
});

test("a second change of a slot has its own three seconds", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(saved(2));
  await vi.advanceTimersByTimeAsync(2_000);
  played.show({ version: 2 });
  void played.desk.make(played.change({ kind: "clear" }));
  played.api.last.answer(saved(3));

  await vi.advanceTimersByTimeAsync(2_999);
  const early = played.reloads;
  await vi.advanceTimersByTimeAsync(1);

  expect([early, played.reloads]).toEqual([0, 1]);
});

test("an answer that takes longer than that is waited for", async () => {
  void played.desk.make(played.change(ASSIGN));

  await vi.advanceTimersByTimeAsync(14_000);

  expect([played.reloads, played.waiting()]).toEqual([0, ASSIGN]);
});

test("many changes whose events do not arrive have everything read anew once", async () => {
  for (let pk = 1; pk <= 10; pk += 1) void played.desk.make(played.change(ASSIGN, {}, pk));
  for (const [index, { answer }] of played.api.sent.entries()) answer(saved(2, { machinePk: index + 1 }));

  await vi.advanceTimersByTimeAsync(10_000);

  expect([played.reloads, played.desk.pending.value.size]).toEqual([1, 0]);
});

test("a notice that was read can be put away", async () => {
  void played.desk.make(played.change(ASSIGN));
  played.api.last.answer(saved(2));
  await settle();

  played.desk.dismissNotice();

  expect(played.desk.notice.value).toBeNull();
});
