import type { JSX } from "preact";
import { gettext } from "../../language/gettext";
import { Activity } from "../parts/SlotSummary";
import type { Setups } from "./setups";
import type { CountingOperation, Slot } from "./watched_machine";

interface Props {
  readonly slot: Slot;
  readonly operation: CountingOperation;
  readonly machinePk: number;
  readonly setups: Setups;
}

/** Whether the operation that counts is in setup or runs, and the way to the other. */
export function SetupToggle({ slot, operation, machinePk, setups }: Props): JSX.Element {
  const pending = setups.pendingFor(slot);
  const isSetup = pending ?? operation.isSetup;
  const isPending = pending !== null;
  return (
    <div class={isPending ? "setup pending" : "setup"} aria-busy={isPending}>
      <Activity operation={{ ...operation, isSetup }} />
      {isPending && <span>{gettext("Saving…")}</span>}
      <button
        type="button"
        class="quiet"
        // Not disabled, which would drop the focus of a keyboard.
        aria-disabled={isPending}
        onClick={() => setups.make({ machinePk, slot, operation, isSetup: !operation.isSetup })}
      >
        {isSetup ? gettext("Set to running") : gettext("Set to setup")}
      </button>
    </div>
  );
}
