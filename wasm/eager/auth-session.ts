// One account that is signed in, and what can be done as it.

import type { SessionRegistry } from "../shared/session-registry.js";
import type { Departure } from "../shared/sign-in-types.js";
import type * as T from "../shared/types.gen.js";
import type { Mastodon } from "./mastodon.js";
import { callModule } from "./module-call.js";
import { withLazyCode } from "./module-instance.js";
import { withPopup } from "./popup-opener.js";

/** Options of ensureScopes: those of signIn that make sense for an account that is known. */
export type EnsureScopesOptions = Omit<Departure, "forceLogin" | "scopes">;

/** The list that a session is in. */
export interface SessionOwner extends SessionRegistry<AuthSession> {
  /** The client of a session. */
  client(id: string): Mastodon;
}

/** A session: it says who is signed in, and acts for them. No secret can be read from it. */
export class AuthSession implements T.Session {
  declare readonly id: string;
  declare readonly server: string;
  declare readonly scopes: string[];
  declare readonly account: T.SessionAccount;
  readonly #sessions: SessionOwner;

  constructor(sessions: SessionOwner, data: T.Session) {
    this.#sessions = sessions;
    Object.assign(this, data);
  }

  /** All functions of the library, as this account. */
  get mastodon(): Mastodon {
    return this.#sessions.client(this.id);
  }

  /**
   * The browser's fetch with this account's token, for the session's own server only: session.fetch("/api/v1/bookmarks").
   * Where the server refuses the token, it is asked once why; the event "expired" tells. A token that had only run out is
   * renewed, and the request sent again. A signal that ends it before this library is loaded rejects with code "aborted".
   */
  fetch(path: string | URL, init: RequestInit = {}): Promise<Response> {
    return withLazyCode(({ fetchWithToken }) => fetchWithToken(this.#sessions, this.id, path, init), init.signal);
  }

  /**
   * Ends the session: the server is told to forget the token, and this browser forgets it whatever the server says. Where
   * the server did not confirm it, authorizedAppsUrl is its page on which the person can end it.
   */
  signOut(options: T.CallOptions = {}): Promise<T.SignOutOutcome> {
    return this.#end("signOut", options);
  }

  /**
   * Forgets the session in this browser without asking the server: the token lives on, for a bot that uses it. The person can
   * end it at authorizedAppsUrl.
   */
  forget(options: T.CallOptions = {}): Promise<T.SignOutOutcome> {
    return this.#end("forgetSession", options);
  }

  #end(name: "signOut" | "forgetSession", options: T.CallOptions): Promise<T.SignOutOutcome> {
    return callModule(name, { ...options, ...this.#sessions.host, id: this.id }).finally(() => this.#sessions.changed());
  }

  /**
   * Makes sure that these scopes are granted. True at once if they are; otherwise the person is asked by a sign-in, and
   * state says afterwards, in the result of init, what they were about to do. With display "popup" it resolves here: to
   * whether they agreed.
   */
  async ensureScopes(needed: string | readonly string[], options: EnsureScopesOptions = {}): Promise<boolean> {
    const now = this.#sessions.find(this.id);
    if (now && [needed].flat().every((scope) => now.scopes.includes(scope))) return true;
    return (await withPopup(options, (lazy, popup) => lazy.ensureScopes(this.#sessions, now, needed, options, popup))).status === "signed-in";
  }
}
