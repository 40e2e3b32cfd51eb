import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import { EXAMPLES_PLUGIN } from "./ExamplesPlugin";
import { EXAMPLES } from "./examples";
import { createFetcher } from "./fetcher";
import { createNoticeBoard } from "./notice";
import "./page.css";
import { readPage } from "./page";
import { type Door, postOperation } from "./post";

const PATIENCE_MS = 30_000;

const page = readPage(document);
const door: Door = { endpoint: page.endpoint, csrfToken: page.csrfToken, patience: PATIENCE_MS };
const fetcher = createFetcher(
  (operation) => postOperation(operation, door),
  createNoticeBoard(page.notice, page.loginUrl),
);

createRoot(page.root).render(
  <GraphiQL
    fetcher={fetcher}
    defaultTabs={EXAMPLES.map(({ query, variables }) => ({ query, variables }))}
    plugins={[EXAMPLES_PLUGIN]}
    defaultEditorToolsVisibility="variables"
    // The session is the only credential, so there is no header to type and none to keep in the browser.
    isHeadersEditorEnabled={false}
    shouldPersistHeaders={false}
    forcedTheme="system"
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo> </GraphiQL.Logo>
  </GraphiQL>,
);
