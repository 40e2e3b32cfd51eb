import { type Page, readPage } from "../../api/page";
import { type Door, whyUnanswered } from "../../api/post";
import { socketAddress } from "../../api/socket";
import { Api } from "./api";
import { createEventStream, type EventStream } from "./event_stream";

const PATIENCE_MS = 15_000;

/** A screen's page and its ways to the server. */
export interface ScreenPage {
  readonly page: Page;
  readonly api: Api;
  readonly stream: EventStream;
  readonly whyRefused: () => ReturnType<typeof whyUnanswered>;
}

/** Open the ways to the server that the page names; `onOpen` is told of each welcome on the socket. */
export function openScreenPage(document: Document, onOpen: () => void): ScreenPage {
  const page = readPage(document, "screen");
  const door: Door = { endpoint: page.endpoint, csrfToken: page.csrfToken, patience: PATIENCE_MS };
  return {
    page,
    api: new Api(door),
    stream: createEventStream(socketAddress(page.endpoint, location.href), onOpen),
    whyRefused: () => whyUnanswered(door),
  };
}
