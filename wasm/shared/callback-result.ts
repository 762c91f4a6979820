// What comes of a callback: a session, a sign-up that waits, or an error.

import type { MastodonError } from "./errors.js";
import type { SessionRegistry } from "./session-registry.js";
import type * as T from "./types.gen.js";

/** What a page finds when it is loaded. */
export type StatusOf<Session> =
  | { status: "signed-out" }
  | { status: "restored"; session: Session }
  /**
   * The person just came back. returnTo is where they had been, which the address says again; state is that of signIn. Where a
   * session was to be stored if possible (remember), unkept is why it is held instead: storage_full or storage_blocked.
   */
  | { status: "signed-in"; session: Session; returnTo: string; state: string; unkept?: MastodonError }
  /** Somebody signed up here, and the account waits: for the link in the letter, or for approval. unkept is as above. */
  | { status: "unconfirmed"; newcomer: T.Newcomer; unkept?: MastodonError }
  /** They said no, or it went wrong. Sessions from before are as they were. Where it was the network or the server, a reload tries again. */
  | { status: "denied" | "failed"; error: MastodonError; returnTo: string; state: string };

/** Says what came of the answer in the address, or of a sign-up that waits, to each createAuth that asks. */
export type CallbackResult = <Session extends T.Session>(sessions: SessionRegistry<Session>) => Promise<StatusOf<Session>>;

/** Where the person had been, and what the page wanted to remember. */
export type ReturnTarget = Record<"returnTo" | "state", string>;
