import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { gettext } from "../../language/gettext";
import { type Choice, ORDERS, type Order, SHOWN, type Shown } from "./machine_list";

/** Which machines are listed, and in which order. */
export function Filters({ choice }: { choice: Signal<Choice> }): JSX.Element {
  function choose(part: Partial<Choice>): void {
    choice.value = { ...choice.value, ...part };
  }
  return (
    <search class="filters">
      <label>
        {gettext("Find a machine or an operation")}
        <input
          type="search"
          value={choice.value.text}
          onInput={(event) => choose({ text: event.currentTarget.value })}
        />
      </label>
      <label>
        {gettext("Show")}
        <select value={choice.value.shown} onChange={(event) => choose({ shown: event.currentTarget.value as Shown })}>
          {SHOWN.map((shown) => (
            <option key={shown} value={shown}>
              {shownInWords(shown)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {gettext("Order")}
        <select value={choice.value.order} onChange={(event) => choose({ order: event.currentTarget.value as Order })}>
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {orderInWords(order)}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}

function shownInWords(shown: Shown): string {
  switch (shown) {
    case "active":
      return gettext("Machines in use");
    case "overridden":
      return gettext("With a planner's decision");
    case "diverging":
      return gettext("Other than Monitor plans");
    case "idle":
      return gettext("Marked idle");
    case "empty":
      return gettext("With nothing planned");
    case "all":
      return gettext("All machines");
  }
}

function orderInWords(order: Order): string {
  switch (order) {
    case "name":
      return gettext("By name");
    case "progress":
      return gettext("Most of the parts made first");
    case "finish":
      return gettext("Done soonest first");
    case "heard":
      return gettext("Longest without news from Monitor first");
  }
}
