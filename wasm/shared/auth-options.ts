// The options of createAuth.

import type * as T from "./types.gen.js";

/** Options of createAuth. Those from lang on are for the clients of the sessions too, and mean there what they mean in {@link T.MastodonOptions}. */
export interface AuthOptions
  extends T.HostOptions,
    Pick<T.MastodonOptions, "lang" | "requestTimeoutMs" | "debugRequests" | "ratelimitMethod" | "ratelimitPacefactor" | "ratelimitMaxWaitMs"> {
  /** What people see when they are asked to let the app in: 1 to 60 characters. */
  clientName: string;
  /** What to ask for. Default: read. Where it does not let the page see who signed in, read:accounts is added. */
  scopes?: string | readonly string[];
  /** The page that people come back to; it calls init. Default: the one that they leave, without query and hash. */
  redirectUri?: string;
  /** The app's own page. */
  website?: string;
}
