import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatNumber } from "../../language/format";
import { gettext } from "../../language/gettext";
import { Icon, type IconName } from "../parts/icons";
import { now } from "../parts/now";
import { plannerInWords } from "../parts/SlotSummary";
import { isOverridden } from "../planning/machine_list";
import { nameOf } from "../plant/names";
import type { Machine, Operation, Slot } from "../plant/plant";
import { type MachineState, stateOf } from "./machine_state";
import { fitted, widthInEms } from "./text_width";
import { finishInWords, insteadOfInWords, nextInWords, plannedInWords, stateInWords } from "./words";

export const STATE_ICONS: Readonly<Record<MachineState, IconName>> = {
  running: "running",
  setup: "setup",
  idle: "IDLE",
  empty: "EMPTY",
};
// Names wider than this take two lines, since what tells machines apart is often at the end.
const WIDEST_NAME_EMS = 15;
// As board.css has them.
const NAME_WEIGHT = 700;
const CHIP_WEIGHT = 700;
const CHIP_FRAME_EMS = 2.7;
const LARGE_CHIP_SIZE = 1.3;
const MADE_WEIGHT = 800;
const PLANNED_WEIGHT = 600;
const PLANNED_SIZE = 0.55;

interface Props {
  readonly machine: ReadonlySignal<Machine>;
  readonly planningUrl: string;
}

/** One machine, to be read in passing. */
export function MachineCard({ machine: { value: machine }, planningUrl }: Props): JSX.Element {
  const { current, next } = machine;
  const state = stateOf(machine);
  const nameEms = widthInEms(machine.name, NAME_WEIGHT);
  return (
    <li class={`machine-card state-${state} ${isOverridden(current) ? "machine-overridden" : ""}`}>
      <div>
        <h2 class={nameEms > WIDEST_NAME_EMS ? "name name-long" : "name"} style={fitted(nameEms)}>
          <a href={`${planningUrl}${machine.pk}/`}>{machine.name}</a>
        </h2>
        <State slot={current} state={state} />
      </div>
      {current.operation ? <Work operation={current.operation} /> : <NoWork slot={current} />}
      <Next slot={next} />
    </li>
  );
}

/** What the machine does, and whose decision that is where it is not Monitor's. */
function State({ slot, state }: { slot: Slot; state: MachineState }): JSX.Element {
  const word = stateInWords(state);
  const planner = isOverridden(slot) ? plannerInWords(slot) : null;
  const stateSize = slot.operation ? 1 : LARGE_CHIP_SIZE;
  return (
    <p class="chips" style={fitted(stateSize * chipEms(word) + (planner ? chipEms(planner) : 0))}>
      <span class={`chip chip-${state}`}>
        <Icon name={STATE_ICONS[state]} />
        {word}
      </span>
      {planner && (
        <span class="chip chip-planner">
          <Icon name="MANUAL" />
          {planner}
        </span>
      )}
    </p>
  );
}

function chipEms(text: string): number {
  return widthInEms(text, CHIP_WEIGHT) + CHIP_FRAME_EMS;
}

function Work({ operation }: { operation: Operation }): JSX.Element {
  const { isOverPlan, progress } = operation;
  return (
    <div class="work">
      <p class="operation">
        {nameOf(operation)} {operation.reportNumber && <span class="report-number">{operation.reportNumber}</span>}
      </p>
      <Quantity operation={operation} />
      {progress !== null && (
        <progress class={isOverPlan ? "bar bar-over" : "bar"} max={1} value={progress} aria-label={gettext("Made")} />
      )}
      <p class={isOverPlan ? "finish finish-over" : "finish"}>
        {isOverPlan && <Icon name="warning" />}
        {finishInWords(operation, now.value)}
      </p>
    </div>
  );
}

function Quantity({ operation }: { operation: Operation }): JSX.Element {
  const made = `${formatNumber(operation.currentlyMadeQuantity)} `;
  const planned = plannedInWords(operation);
  const ems = widthInEms(made, MADE_WEIGHT) + PLANNED_SIZE * widthInEms(planned, PLANNED_WEIGHT);
  return (
    <p class="quantity" style={fitted(ems)}>
      <span class="made">{made}</span>
      <span class="planned">{planned}</span>
    </p>
  );
}

/** Where a planner said that nothing runs: instead of what, and why. */
function NoWork({ slot }: { slot: Slot }): JSX.Element {
  const insteadOf = insteadOfInWords(slot);
  return (
    <div class="work">
      {insteadOf && <p class="operation">{insteadOf}</p>}
      {slot.note && <p class="note">“{slot.note}”</p>}
    </div>
  );
}

function Next({ slot }: { slot: Slot }): JSX.Element {
  return (
    <p class="next">
      <span class="label">{gettext("Next")}</span>
      <span class="next-operation">{nextInWords(slot)}</span>
      {isOverridden(slot) && (
        <span class="next-planner">
          <Icon name="MANUAL" />
          {slot.assignedBy ? (
            <>
              <span aria-hidden="true">{slot.assignedBy}</span>
              <span class="for-screen-readers">{plannerInWords(slot)}</span>
            </>
          ) : (
            plannerInWords(slot)
          )}
        </span>
      )}
    </p>
  );
}
