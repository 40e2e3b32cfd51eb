import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { formatNumber } from "../../language/format";
import { gettext, interpolate } from "../../language/gettext";

/** As long as the server takes a note. */
const AT_MOST = 500;

interface Props {
  readonly note: Signal<string>;
  readonly id: string;
}

/** Why a planner decides so, with as many characters as the server takes. */
export function NoteField({ note, id }: Props): JSX.Element {
  const count = { count: formatNumber(note.value.length), limit: formatNumber(AT_MOST) };
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{gettext("Why, for other people (optional)")}</label>
        <p class="hint" id={`${id}-limit`}>
          {interpolate(gettext("With the next decision · %(count)s of %(limit)s"), count)}
        </p>
      </div>
      <input
        id={id}
        type="text"
        autocomplete="off"
        maxLength={AT_MOST}
        value={note.value}
        aria-describedby={`${id}-limit`}
        onInput={(event) => {
          note.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}
