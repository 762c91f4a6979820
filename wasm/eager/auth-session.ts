// One account that is signed in, and what can be done as it.

import { depart, type Departure } from "./popup-opener.js";
import type { Mastodon } from "../index.js";
import { step } from "./module-call.js";
import type { Logins } from "./session-list.js";
import { later } from "./module-loader.js";
import type * as T from "../shared/types.gen.js";

/** Options of ensureScopes: those of signIn that make sense for an account that is known. */
export type EnsureScopesOptions = Omit<Departure, "forceLogin" | "scopes">;

/** A session: it says who is signed in, and acts for them. No secret can be read from it. */
export class AuthSession implements T.Session {
  declare readonly id: string;
  declare readonly server: string;
  declare readonly scopes: string[];
  declare readonly account: T.SessionAccount;
  readonly #logins: Logins;

  constructor(logins: Logins, data: T.Session) {
    this.#logins = logins;
    Object.assign(this, data);
  }

  /** All functions of the library, as this account. */
  get mastodon(): Mastodon {
    return this.#logins.client(this.id);
  }

  /**
   * The browser's fetch with this account's token, for the session's own server only: session.fetch("/api/v1/bookmarks").
   * Where the server refuses the token, it is asked once why; the event "expired" tells. A token that had only run out is
   * renewed, and the request sent again. A signal that ends it before this library is loaded rejects with code "aborted".
   */
  fetch(path: string | URL, init: RequestInit = {}): Promise<Response> {
    return later(({ fetchAs }) => fetchAs(this.#logins, this.id, path, init), init.signal);
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
    return step(name, { ...options, ...this.#logins.host, id: this.id }).finally(() => this.#logins.changed());
  }

  /**
   * Makes sure that these scopes are granted. True at once if they are; otherwise the person is asked by a sign-in, and
   * state says afterwards, in the result of init, what they were about to do. With display "popup" it resolves here: to
   * whether they agreed.
   */
  async ensureScopes(needed: string | readonly string[], options: EnsureScopesOptions = {}): Promise<boolean> {
    const now = this.#logins.find(this.id);
    if (now && [needed].flat().every((scope) => now.scopes.includes(scope))) return true;
    return (await depart(options, (rest, popup) => rest.ensureScopes(this.#logins, now, needed, options, popup))).status === "signed-in";
  }
}
