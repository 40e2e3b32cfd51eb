import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import { readPage, required } from "../api/page";
import { type Door, postOperation, whyUnanswered } from "../api/post";
import { socketAddress } from "../api/socket";
import "graphiql/style.css";
import { EXAMPLES_PLUGIN } from "./ExamplesPlugin";
import { EXAMPLES } from "./examples";
import { createFetcher } from "./fetcher";
import { follow, type Line } from "./follow";
import { createNoticeBoard } from "./notice";
import "./page.css";

const PATIENCE_MS = 30_000;
// As long together as a server takes to restart; then a developer is told.
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 16_000];

const page = readPage(document, "graphiql");
const notice = required(document.getElementById("notice"), "the element #notice");
const door: Door = { endpoint: page.endpoint, csrfToken: page.csrfToken, patience: PATIENCE_MS };
const line: Line = {
  address: socketAddress(page.endpoint, location.href),
  patience: PATIENCE_MS,
  waits: WAITS_MS,
  whyRefused: () => whyUnanswered(door),
};
const fetcher = createFetcher(
  {
    post: (operation, posting) => postOperation(operation, door, posting),
    follow: (operation, follower) => follow(operation, line, follower),
  },
  createNoticeBoard(notice, page.loginUrl),
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
