/** The close code by which the server says that the login has ended. */
export const LOGGED_OUT = 4401;
/** The close code by which it says that what the login may do has changed. */
export const RIGHTS_CHANGED = 4403;

/** The close code of a server that is about to be replaced. */
export const SERVER_RESTARTS = 1012;
/** The close code for a client that reads too slowly, or whose stream failed. */
export const TRY_AGAIN = 1013;

/** How a WebSocket was closed; a browser tells no more where it was never open. */
export interface Close {
  readonly code: number;
  readonly reason: string;
}

/** The address of the WebSocket beside an address for requests; `base` is the page's. */
export function socketAddress(endpoint: string, base: string): string {
  const address = new URL(endpoint, base);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}

export function isClose(problem: unknown): problem is Close {
  return typeof problem === "object" && problem !== null && "code" in problem && "reason" in problem;
}
