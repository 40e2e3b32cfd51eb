import type { ReadonlySignal } from "@preact/signals";
import type { Connection } from "../connection/feed";

const LOOK_EVERY_MS = 20_000;
const PATIENCE_MS = 15_000;
const RENEWED_FOR = "board-renewed-for";

/** The page that is open, and the one that the server gives at the same address now. */
export interface OwnPage {
  /** The addresses of the scripts and style sheets of the open page; a deployment changes them. */
  readonly running: string;
  /** Those of the page that the server gives now; null where it gives none, but errors, a login page, or no answer. */
  served(): Promise<string | null>;
  reload(): void;
}

/** What is remembered for the page after this one. */
export type Memory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Whether the page at this address is better than the one that is open. */
export function isWorthLoading(connection: Connection, running: string, served: string | null): boolean {
  if (served === null) return false;
  // Somebody logged in again in another window: this page cannot know it, the one that is served does.
  if (connection.state === "logged-out") return true;
  if (connection.state === "lost" && connection.failure.remedy === "reload") return true;
  return served !== running;
}

/**
 * Load the page anew, without anybody at hand, where a loss of the connection may have had a reason that a new page
 * mends: a deployment, or a login that was renewed. Looks until the connection is back and the page is known to be the
 * server's; loads the same page never twice without having been live in between. Returns what ends it.
 */
export function renewPage(connection: ReadonlySignal<Connection>, page: OwnPage, memory: Memory): () => void {
  let isInDoubt = false;
  const stopWatching = connection.subscribe(({ state }) => {
    if (state === "live") memory.removeItem(RENEWED_FOR);
    if (state === "lost" || state === "logged-out") isInDoubt = true;
  });
  async function look(): Promise<void> {
    if (!isInDoubt) return;
    const served = await page.served();
    if (served === null || served === memory.getItem(RENEWED_FOR)) return;
    if (isWorthLoading(connection.peek(), page.running, served)) {
      memory.setItem(RENEWED_FOR, served);
      page.reload();
    } else if (connection.peek().state === "live") {
      isInDoubt = false;
    }
  }
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    stopWatching();
  };
}

/** The page of this window. */
export function ownPage(): OwnPage {
  return { running: addressesIn(document), served, reload: () => location.reload() };
}

async function served(): Promise<string | null> {
  try {
    const answer = await fetch(location.href, {
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) return null;
    return addressesIn(new DOMParser().parseFromString(await answer.text(), "text/html")) || null;
  } catch {
    // No server, or none that answers: what is open stays.
    return null;
  }
}

function addressesIn(page: Document): string {
  const named = page.querySelectorAll("script[type=module][src], link[rel=stylesheet][href]");
  return [...named].map((element) => element.getAttribute("src") ?? element.getAttribute("href")).join("\n");
}
