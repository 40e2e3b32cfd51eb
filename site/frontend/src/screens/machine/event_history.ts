import { type Signal, signal } from "@preact/signals";
import type { EventInHistoryFragment } from "../generated/documents";

export type HistoryEvent = EventInHistoryFragment;

/** A page that stays open for weeks must not grow with each report of the script. */
const AT_MOST = 500;

/** What happened on a machine, the newest first. */
export class EventHistory {
  readonly events: Signal<readonly HistoryEvent[]> = signal([]);
  /** Whether the log has older events than these. */
  readonly hasOlder: Signal<boolean> = signal(false);

  /** Whether it holds as many events as it may. */
  get isFull(): boolean {
    return this.events.value.length >= AT_MOST;
  }

  /** Take the newest page, oldest first, and keep the older events known so far where it joins them. */
  take(page: readonly HistoryEvent[], hasOlder: boolean): void {
    const newest = [...page].reverse();
    const known = this.events.peek();
    const joint = known.findIndex(({ id }) => id === newest.at(-1)?.id);
    if (joint === -1) this.hasOlder.value = hasOlder;
    this.keep(joint === -1 ? newest : [...newest, ...known.slice(joint + 1)]);
  }

  /** Put a live event on top, unless the page that was read knew it already. */
  hear(event: HistoryEvent): void {
    const known = this.events.peek();
    if (!known.some(({ id }) => id === event.id)) this.keep([event, ...known]);
  }

  /** Add a page, oldest first, of events before `before`; nothing happens where that is the oldest event no more. */
  addOlder(before: string, page: readonly HistoryEvent[], hasOlder: boolean): void {
    const known = this.events.peek();
    if (known.at(-1)?.id !== before) return;
    this.hasOlder.value = hasOlder;
    this.keep([...known, ...[...page].reverse()]);
  }

  private keep(events: readonly HistoryEvent[]): void {
    if (events.length > AT_MOST) this.hasOlder.value = true;
    this.events.value = events.slice(0, AT_MOST);
  }
}
