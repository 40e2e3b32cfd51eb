import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { gettext } from "../../language/gettext";
import type { Machine } from "../plant/plant";
import { type Fit, onPage } from "./fit";
import { MachineCard } from "./MachineCard";
import { pageInTurn, type Turning } from "./paging";

/** A card so tall has room for long names of operations. */
const TALL = 1.5;

interface Props {
  readonly machines: readonly ReadonlySignal<Machine>[];
  readonly fit: Fit;
  readonly turning: Turning;
  readonly planningUrl: string;
}

/** The cards of the page in turn. */
export function Cards({ machines, fit, turning, planningUrl }: Props): JSX.Element {
  if (machines.length === 0) return <p class="no-machine">{gettext("There is no machine in use.")}</p>;
  const page = pageInTurn(turning.turn.value, fit.pages);
  const { columns, rows, gap, unit, tallness } = fit;
  const measures = {
    "--columns": columns,
    "--rows": rows,
    "--gap": `${gap}px`,
    "--unit": `${unit}px`,
    "--tallness": tallness,
    "--lines": tallness < TALL ? 2 : 4,
  };
  // By the page as key, its cards come in together.
  return (
    <ul key={page} class="cards" style={measures}>
      {onPage(machines, page, fit).map((machine) => (
        <MachineCard key={machine.peek().pk} machine={machine} planningUrl={planningUrl} />
      ))}
    </ul>
  );
}
