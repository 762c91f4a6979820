// What begins in the click: the window has to be opened before anything is waited for.

import type { MastodonError } from "../shared/errors.js";
import { withModule, type Rest } from "./module-loader.js";
import type { AuthSession } from "./auth-session.js";
import type * as T from "../shared/types.gen.js";

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
export type SignInResult =
  | { status: "signed-in"; session: AuthSession; state: string; unkept?: MastodonError }
  | { status: "denied"; error: MastodonError }
  | { status: "closed" | "timeout" };

/** What to ask for, and of whom; session is that of an account that has to come back. */
export interface Ask {
  server: string;
  /** Default: those of createAuth. */
  scopes?: string | readonly string[];
  session?: string;
}

/** Opens the window if there is to be one, and goes on with what is loaded later. */
export async function depart(options: Departure, use: (rest: Rest, popup: Window | undefined) => Promise<SignInResult>): Promise<SignInResult> {
  const popup = options.display === "popup" && globalThis.window ? openPopup() : undefined;
  return (await withModule((rest) => use(rest, popup), options.signal, popup)) ?? { status: "closed" };
}

/** An empty window in the middle of this one; none if the browser does not let us. */
function openPopup(): Window | undefined {
  const place = `left=${screenX + outerWidth / 2 - 260},top=${screenY + outerHeight / 2 - 360}`;
  const popup = open("", "_blank", `popup,width=520,height=720,${place}`);
  return popup?.closed === false ? popup : undefined;
}
