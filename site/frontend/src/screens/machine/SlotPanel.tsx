import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { formatExactly } from "../../language/format";
import type { Wish } from "../changes/change";
import type { ChangeDesk } from "../changes/desk";
import { Icon } from "../parts/icons";
import { now } from "../parts/now";
import { slotName } from "../plant/names";
import { ProgressCurve } from "./ProgressCurve";
import type { AskPool } from "./pool_search";
import { SlotControls } from "./SlotControls";
import { SlotSides } from "./SlotSides";
import type { Setups } from "./setups";
import { heardInWords, verdictInWords } from "./slot_words";
import type { Machine, Slot } from "./watched_machine";

/** What a planner decides with. */
export interface PlannerTools {
  readonly desk: ChangeDesk;
  readonly setups: Setups;
  readonly askPool: AskPool;
}

interface Props {
  readonly machine: Machine;
  readonly slot: Slot;
  readonly tools: PlannerTools;
  readonly mayChange: boolean;
}

/** One slot: Monitor's plan beside the planner's decision, what a planner may do about it, and how far the work is. */
export function SlotPanel({ machine, slot, tools, mayChange }: Props): JSX.Element {
  const { desk, setups, askPool } = tools;
  const heading = useRef<HTMLHeadingElement>(null);
  const pending = desk.pending.value.get(slot.id);
  const titleId = `slot-${slot.operationType}`;
  function decide(wish: Wish): Promise<void> {
    // What was pressed may be gone by then; from here a screen reader goes on with what counts now.
    heading.current?.focus();
    return desk.make({ machinePk: machine.pk, machineName: machine.name, before: slot, wish });
  }
  return (
    <section class="slot-panel" aria-labelledby={titleId}>
      <h2 id={titleId} ref={heading} tabIndex={-1}>
        {slotName(slot.operationType)}
      </h2>
      <p class={`verdict verdict-${pending ? "pending" : slot.source.toLowerCase()}`}>
        {!pending && <Icon name={slot.source} />}
        {verdictInWords(slot, pending !== undefined)}
      </p>
      <SlotSides slot={slot} machinePk={machine.pk} pending={pending} setups={mayChange ? setups : null} />
      <p class="heard" title={slot.monitorLastHeardAt ? formatExactly(slot.monitorLastHeardAt) : undefined}>
        {heardInWords(slot, now.value)}
      </p>
      {mayChange && <SlotControls slot={slot} desk={desk} askPool={askPool} decide={decide} />}
      {slot.operation && <ProgressCurve key={slot.operation.id} operation={slot.operation} />}
    </section>
  );
}
