// What a page says to sign somebody in, and what comes of it.

import type { MastodonError } from "./errors.js";
import type * as T from "./types.gen.js";

/**
 * Whether a session outlives the page. true: it is stored, and a sign-in whose session cannot be stored fails. false: it is held
 * in memory until the page is closed or loaded anew, and seen by this tab and this createAuth alone. "if-possible": it is stored,
 * and held where the browser cannot store it; the result then has the error as unkept.
 */
export type Remember = boolean | "if-possible";

/** Options of signIn. */
export interface Departure extends T.CallOptions {
  /** What people see when they are asked, for this sign-in. Default: that of createAuth, and so for the next two. */
  clientName?: string;
  /** The app's own page. */
  website?: string;
  /** What to ask for. */
  scopes?: string | readonly string[];
  /** Default: true. The server and the app's registration are remembered in any case. */
  remember?: Remember;
  /** Where the server's page is shown. Default: redirect. A popup that the browser blocks becomes a redirect. */
  display?: "redirect" | "popup";
  /** Shows the server's question in any case. Default: only where an account on that server is signed in. */
  forceLogin?: boolean;
  /** The language of the server's page, by its ISO 639 code. Default: that of createAuth. */
  lang?: string;
  /** What the page wants to remember until the person is back. It stays in this browser. */
  state?: string;
  /** The page to go back to. Default: the one the person is on. */
  returnTo?: string;
}

/** What came of a sign-in that did not leave the page. */
export type SignInOutcome<Session> =
  | { status: "signed-in"; session: Session; state: string; unkept?: MastodonError }
  | { status: "denied"; error: MastodonError }
  | { status: "closed" | "timeout" };

/** What to ask for, and of whom; session is that of an account that has to come back. */
export interface SignInTarget {
  server: string;
  /** Default: those of createAuth. */
  scopes?: string | readonly string[];
  session?: string;
}
