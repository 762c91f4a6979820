// createAuth: the sign-in of a page, for any number of accounts, tabs and servers.

import type { ConfirmOptions, Registrant } from "../lazy/sign-up.js";
import type { AuthOptions } from "../shared/auth-options.js";
import type { CallbackResult, StatusOf } from "../shared/callback-result.js";
import type { Departure, SignInOutcome } from "../shared/sign-in-types.js";
import type * as T from "../shared/types.gen.js";
import { toMastodonError } from "../shared/error-from-fields.js";
import type { AuthSession } from "./auth-session.js";
import { completeCallback } from "./callback.js";
import { withModule } from "./module-instance.js";
import { checkOptions } from "./option-names.js";
import { withPopup } from "./popup-opener.js";
import type { AuthEvents, Listener } from "./session-events.js";
import { SessionList } from "./session-list.js";

const optionNames = "clientName scopes redirectUri website storage fetch onRatelimit lang requestTimeoutMs debugRequests "
  + "ratelimitMethod ratelimitPacefactor ratelimitMaxWaitMs";

const eventNames = "signed-in signed-out expired renewed ratelimit changed";

/** The state of the sign-in when a page has loaded. */
export type AuthStatus = StatusOf<AuthSession>;

/** The outcome of a sign-in that did not leave the page. */
export type SignInResult = SignInOutcome<AuthSession>;

/** Creates the sign-in of a page. It has no side effects, so it may also run on a server, and any number of times. */
export function createAuth(options: AuthOptions): Auth {
  checkOptions(createAuth, "createAuth", options, optionNames);
  return new Auth({ ...options });
}

/** The sign-in of a page, with its sessions; see {@link createAuth}. */
export class Auth {
  readonly #sessions: SessionList;
  #status: Promise<AuthStatus> | undefined;

  constructor(options: AuthOptions) {
    this.#sessions = new SessionList(options);
  }

  /**
   * Finds out whether somebody is signed in. Call it when the page loads, before a router reads the URL. If the URL holds the
   * callback of a login, init completes that login. Otherwise it restores the stored session, without loading the module.
   * It always resolves, and every call resolves to the same result.
   */
  init(): Promise<AuthStatus> {
    return (this.#status ??= this.#init());
  }

  async #init(): Promise<AuthStatus> {
    try {
      const refreshed = this.#sessions.refresh();
      const result = await completeCallback(this.#sessions);
      await refreshed;
      if (!result && this.#sessions.silence) throw this.#sessions.silence;
      return await this.#toStatus(result);
    } catch (error) {
      return { status: "failed", error: toMastodonError(error, this.#init), returnTo: "", state: "" };
    }
  }

  readonly #toStatus = async (result: CallbackResult | undefined): Promise<AuthStatus> => {
    const status = await result?.(this.#sessions);
    if (status) {
      if ("error" in status) toMastodonError(status.error, this.#init); // its stack was that of a callback
      return status;
    }
    const session = this.current;
    return session ? { status: "restored", session } : { status: "signed-out" };
  };

  /**
   * Sends the person to the server that they typed: `mastodon.social`, `@me@host` or a URL. With a redirect, the promise settles
   * only if the page is not left, or if the person returns with the back button (code "aborted"). With a popup, it always
   * settles. Call it directly in the click handler, before any await: browsers block a popup that is opened later.
   */
  signIn(server: string, options?: Departure): Promise<SignInResult> {
    return withPopup(options, (lazy, popup) => lazy.signIn(this.#sessions, { server }, options, popup));
  }

  /**
   * Creates an account on the server that the person typed. The server sends an e-mail with a confirmation link. Until the
   * person has opened it and, on some servers, its staff has let them in, init and confirm resolve to unconfirmed, also after a
   * reload. The link leads back to redirectUri, where init signs in who was let in. It may be opened elsewhere, so ask with
   * `confirm({ wait: true })` too. If the server does not accept a field, the promise rejects with validation_failed, details for
   * each field, and missing: the options that the server requires.
   */
  async signUp(server: string, registrant: Registrant): Promise<AuthStatus> {
    return withModule((lazy) => lazy.signUp(this.#sessions, server, registrant), registrant).then(this.#toStatus);
  }

  /**
   * Asks the server whether it lets the person of a pending sign-up in. With wait, it asks now and then until there is something
   * new. With resend, the server sends the confirmation e-mail again, to email if that is given: the link in the e-mail to a
   * corrected address does not lead back. If the server does not accept that address, the promise rejects with
   * validation_failed. With forget, the pending sign-up ends: its token is revoked, and the account stays.
   */
  async confirm(options?: ConfirmOptions): Promise<AuthStatus> {
    return withModule((lazy) => lazy.confirm(this.#sessions, options), options).then(this.#toStatus);
  }

  /** All sessions, newest first. With a store that returns promises, the list is only complete once init has resolved. */
  sessions(): readonly AuthSession[] {
    return this.#sessions.snapshot().sessions;
  }

  /** The current session. */
  get current(): AuthSession | undefined {
    return this.#sessions.snapshot().current;
  }

  /** Switches to another session, in all tabs. */
  async use(id: string, options?: T.CallOptions): Promise<AuthSession | undefined> {
    return withModule((lazy) => lazy.use(this.#sessions, id, options), options);
  }

  /** Calls the listener for each event of this type, from this tab and all others. Returns a function that removes the listener. */
  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    checkOptions(this.on, "on", { [type]: 0 }, eventNames);
    return this.#sessions.on(type, listener);
  }

  /**
   * Loads the module before it is needed, and has the browser compile the code of a sign-in. If typed is given, preload also looks
   * up that server, and signIn uses the result for the next ten minutes. It rejects if the module cannot be loaded. It does not
   * reject if the server is not found: signIn reports that.
   */
  async preload(typed?: string, options?: T.CallOptions): Promise<void> {
    return withModule((lazy) => lazy.preload(this.#sessions, typed, options), options);
  }
}
