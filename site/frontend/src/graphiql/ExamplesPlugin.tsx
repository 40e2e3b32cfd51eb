import { type GraphiQLPlugin, useEditorContext } from "@graphiql/react";
import type { ReactElement } from "react";
import { flushSync } from "react-dom";
import { EXAMPLES, type Example } from "./examples";

/** The examples stay at hand after their first tabs were edited or closed: a click opens a fresh copy in a new tab. */
export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: "Examples", icon: ExamplesIcon, content: ExampleList };

function ExampleList(): ReactElement {
  const { addTab, queryEditor, variableEditor } = useEditorContext({ nonNull: true });

  function open(example: Example): void {
    // A new tab empties the editors when React renders it; the texts must come after that.
    flushSync(addTab);
    queryEditor?.setValue(example.query);
    variableEditor?.setValue(example.variables);
    document.querySelector(".graphiql-tab-active")?.scrollIntoView({ inline: "nearest" });
  }

  return (
    <section aria-label="Examples" className="examples">
      <h2>Examples</h2>
      <p>Each opens in a new tab. Run it with Ctrl+Enter.</p>
      <ul>
        {EXAMPLES.map((example) => (
          <li key={example.name}>
            <button type="button" onClick={() => open(example)}>
              {example.name}
            </button>
            <p>{example.purpose}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExamplesIcon(): ReactElement {
  return (
    <svg viewBox="0 0 20 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M2 2h16v20H2zM6 7.5h8M6 12h8M6 16.5h5" />
    </svg>
  );
}
