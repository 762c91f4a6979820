// The options and the outcome of a sign-in.

import type { MastodonError } from "./errors.js";
import type * as T from "./types.gen.js";

/**
 * Whether a session outlives the page. true: it is stored; if that fails, the sign-in fails. false: it stays in memory until the
 * page is closed or reloaded, and only this tab and this createAuth see it. "if-possible": it is stored, or stays in memory if
 * the browser cannot store it; the result then has the error as unkept.
 */
export type Remember = boolean | "if-possible";

/** Options of signIn. */
export interface Departure extends T.CallOptions {
  /** The app's name for this sign-in. Default: that of createAuth. */
  clientName?: string;
  /** The app's home page. Default: that of createAuth. */
  website?: string;
  /** The scopes to ask for. Default: those of createAuth. */
  scopes?: string | readonly string[];
  /** Whether to store the session. Default: true. The server and the app's registration are stored in any case. */
  remember?: Remember;
  /**
   * Where to show the server's page. Default: redirect. If the browser blocks the popup, the page redirects. In a frame, only a popup
   * works; without one, the promise rejects with frame_unsupported.
   */
  display?: "redirect" | "popup";
  /**
   * Makes the server ask the person even if they have agreed before, so that they can choose another account. Default: only if an
   * account on that server is signed in here.
   */
  forceLogin?: boolean;
  /** The language of the server's page, as an ISO 639 code. Default: that of createAuth. */
  lang?: string;
  /** A string that the page gets back after the sign-in. It stays in this browser. */
  state?: string;
  /** The URL to return to, on this origin. Default: the current page. */
  returnTo?: string;
  /**
   * Shows the server's page in a window of the program's own: in a browser extension, an app, or a program without a page. It gets
   * the address of that page. It resolves to the address that the server then redirects to, with its parameters, or to undefined
   * if the person closes the window. redirectUri may be of any origin then, and must be given to createAuth where there is no page.
   */
  launch?: (url: string) => Promise<string | undefined>;
}

/** The outcome of a sign-in that did not leave the page. */
export type SignInOutcome<Session> =
  | { status: "signed-in"; session: Session; state: string; unkept?: MastodonError }
  | { status: "denied"; error: MastodonError }
  | { status: "closed" | "timeout" };

/** The server of a sign-in. session is the id of a session: if it is given, the person must sign in with that account. */
export interface SignInTarget {
  server: string;
  /** The scopes to ask for. Default: those of createAuth. */
  scopes?: string | readonly string[];
  session?: string;
}
