import type { ComponentChildren, JSX } from "preact";
import { formatList } from "../../language/format";
import { gettext } from "../../language/gettext";
import { OperationProgress } from "../parts/SlotSummary";
import { nameOf } from "../plant/names";
import { plannedDaysInWords } from "./slot_words";
import type { Operation } from "./watched_machine";

/** Everything that is known of an operation. */
export function OperationFacts({ operation }: { operation: Operation }): JSX.Element {
  const { drawingUrl, employeeNames, location, material, monitorOperationId, reportNumber } = operation;
  return (
    <>
      <p class="side-operation">{nameOf(operation)}</p>
      <OperationProgress operation={operation} />
      <dl class="facts">
        <Fact name={gettext("Report no.")}>{reportNumber}</Fact>
        <Fact name={gettext("Monitor's id")}>
          {monitorOperationId && <span class="number">{monitorOperationId}</span>}
        </Fact>
        <Fact name={gettext("Material")}>{material}</Fact>
        <Fact name={gettext("Location")}>{location}</Fact>
        <Fact name={gettext("People")}>{formatList(employeeNames)}</Fact>
        <Fact name={gettext("Planned")}>{plannedDaysInWords(operation)}</Fact>
        <Fact name={gettext("Drawing")}>{drawingUrl && <DrawingLink url={drawingUrl} />}</Fact>
      </dl>
    </>
  );
}

/** One fact; nothing where it is unknown. */
function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element | null {
  if (!children) return null;
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function DrawingLink({ url }: { url: string }): JSX.Element {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {gettext("Open the drawing in a new tab")}
    </a>
  );
}
