// AuthSession: one signed-in account, and the calls that act as it.

import type { Request, RequestInit, Response, URL } from "../shared/platform-types.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { Departure } from "../shared/sign-in-types.js";
import type * as T from "../shared/types.gen.js";
import type { Mastodon } from "./mastodon.js";
import { withLazyCode, withModule } from "./module-instance.js";
import { withPopup } from "./popup-opener.js";

/** Options of ensureScopes: those of signIn, without forceLogin and scopes. */
export type EnsureScopesOptions = Omit<Departure, "forceLogin" | "scopes">;

/** The list that a session belongs to. */
export interface SessionOwner extends SessionRegistry<AuthSession> {
  /** The client of a session. */
  client(id: string): Mastodon;
}

/** A session: one signed-in account, and the calls that act as it. Only token() returns a secret. */
export class AuthSession implements T.Session {
  declare readonly id: string;
  declare readonly server: string;
  declare readonly scopes: string[];
  declare readonly account: T.SessionAccount;
  readonly #sessions: SessionOwner;

  constructor(sessions: SessionOwner, data: T.Session) {
    this.#sessions = sessions;
    Object.assign(this, data);
    Object.defineProperty(this, "fetch", { value: this.fetch.bind(this) }); // for the options of other libraries
  }

  /** The client of this account, with all functions of the library. */
  get mastodon(): Mastodon {
    return this.#sessions.client(this.id);
  }

  /**
   * The browser's fetch with this account's token, for the session's own server only: session.fetch("/api/v1/bookmarks"). It takes
   * all that fetch takes, a Request too, and may be given to another library as its fetch. A path begins at the server, also at one below a path. It accepts JSON if no header Accept
   * says otherwise, sends no cookies and follows no redirects. If the server refuses the token, the library asks the server once for the reason, and emits "expired" if the session cannot
   * be used. A token that has only run out is renewed, and the request is sent again. If the signal aborts before the rest of
   * this library has loaded, the promise rejects with code "aborted".
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    return withLazyCode((lazy) => lazy.fetchWithToken(this.#sessions, this.id, input, init), { signal: init?.signal ?? (Object(input) as Request).signal });
  }

  /**
   * This account's access token, for another library: the stored one, renewed if it runs out within a minute. What has the token keeps it
   * after a sign-out, which has the server revoke it. The promise rejects if the session is over (session_unknown, session_expired).
   */
  token(options?: T.CallOptions): Promise<string> {
    return withLazyCode((lazy) => lazy.freshToken(this.#sessions, this.id, options), options);
  }

  /**
   * Asks the server whether the session is still good, for example after another library got the status 401. A token that has run out is
   * renewed. Resolves to the health: "good", "revoked" (also if the session has ended here), "server_down", or why the account is barred. A
   * change is told by "expired", in all tabs. Calls at the same time make one request.
   */
  check(options?: T.CallOptions): Promise<T.SessionHealth> {
    return withLazyCode((lazy) => lazy.check(this.#sessions, this.id, options), options);
  }

  /**
   * Ends the session, whatever the server responds. The server is asked to revoke the token. If it did not confirm, the token is kept
   * for a week, and each later sign-in asks again; authorizedAppsUrl is the server's page on which the person can revoke it. It rejects
   * if the browser does not delete what is stored.
   */
  signOut(options?: T.CallOptions): Promise<T.SignOutOutcome> {
    return this.#end("signOut", options);
  }

  /**
   * Forgets the session in this browser without asking the server. The token stays valid, for example for a bot that uses it.
   * The person can revoke it at authorizedAppsUrl.
   */
  forget(options?: T.CallOptions): Promise<T.SignOutOutcome> {
    return this.#end("forgetSession", options);
  }

  #end(name: "signOut" | "forgetSession", options?: T.CallOptions): Promise<T.SignOutOutcome> {
    return withModule((lazy) => lazy.endSession(this.#sessions, name, this.id, options), options);
  }

  /**
   * Makes sure that these scopes are granted. If they are, it resolves to true at once. Otherwise a sign-in asks the person for
   * them. After a redirect, the result of init has the option state, so that the page can resume what the person was doing.
   * With display "popup", the promise resolves to whether the person agreed.
   */
  async ensureScopes(needed: string | readonly string[], options?: EnsureScopesOptions): Promise<boolean> {
    const now = this.#sessions.find(this.id);
    if (now && [needed].flat().every((scope) => now.scopes.includes(scope))) return true;
    return withPopup(options, (lazy, popup) => lazy.ensureScopes(this.#sessions, now, needed, options, popup)).then(({ status }) => status === "signed-in");
  }
}
