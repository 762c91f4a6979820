// The result of a callback: a session, a pending sign-up, or an error.

import type { MastodonError } from "./errors.js";
import type { SessionRegistry } from "./session-registry.js";
import type * as T from "./types.gen.js";

/** The state of the sign-in when a page has loaded. */
export type StatusOf<Session> =
  | { status: "signed-out" }
  | { status: "restored"; session: Session }
  /**
   * The person has just come back from the server. returnTo is the page that they left; the address bar shows it again. state is
   * the option of signIn. unkept is set if remember was if-possible and the session could not be stored: its code is storage_full
   * or storage_blocked, and the session is in memory.
   */
  | { status: "signed-in"; session: Session; returnTo: string; state: string; unkept?: MastodonError }
  /** A sign-up is pending: the e-mail address is not confirmed, or the server has not approved the account. unkept is as above. */
  | { status: "unconfirmed"; newcomer: T.Newcomer; unkept?: MastodonError }
  /**
   * The person denied access, or the sign-in failed. Existing sessions are unchanged. After a network error or a server error, a
   * reload tries again.
   */
  | { status: "denied" | "failed"; error: MastodonError; returnTo: string; state: string };

/** Turns the result of a callback or of a pending sign-up into the status of one createAuth. Each createAuth calls it for itself. */
export type CallbackResult = <Session extends T.Session>(sessions: SessionRegistry<Session>) => Promise<StatusOf<Session>>;

/** The page that the person left, and the option state of signIn. */
export type ReturnTarget = Record<"returnTo" | "state", string>;
