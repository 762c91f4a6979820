// The options of createAuth.

import type * as T from "./types.gen.js";

/**
 * Options of createAuth. The options lang, requestTimeoutMs, debugRequests and ratelimit… also apply to the client of each
 * session; see {@link T.MastodonOptions}.
 */
export interface AuthOptions
  extends T.HostOptions,
    Pick<T.MastodonOptions, "lang" | "requestTimeoutMs" | "debugRequests" | "ratelimitMethod" | "ratelimitPacefactor" | "ratelimitMaxWaitMs"> {
  /** The app's name, which the server shows when it asks people to authorize the app: 1 to 60 characters. */
  clientName: string;
  /** The scopes to ask for. Default: read. If they do not let the page read the account, read:accounts is added. */
  scopes?: string | readonly string[];
  /** The page that the server redirects back to; it calls init. Default: the current page, without query and hash. */
  redirectUri?: string;
  /** The app's home page. */
  website?: string;
}
