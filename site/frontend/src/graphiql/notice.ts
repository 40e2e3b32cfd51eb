import type { Failure } from "../api/post";
import type { NoticeBoard } from "./fetcher";

/** Tell failures in `element` (a `role="alert"`), with a link to what helps. */
export function createNoticeBoard(element: HTMLElement, loginUrl: string): NoticeBoard {
  const links: Record<Failure["remedy"], HTMLAnchorElement[]> = {
    "log-in": [link("Log in again", loginUrl)],
    reload: [link("Reload this page", "")],
    none: [],
  };
  return {
    show({ message, remedy }) {
      element.replaceChildren(message, " ", ...links[remedy]);
      element.hidden = false;
    },
    clear() {
      element.replaceChildren();
      element.hidden = true;
    },
  };
}

function link(text: string, address: string): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.textContent = text;
  anchor.href = address;
  return anchor;
}
