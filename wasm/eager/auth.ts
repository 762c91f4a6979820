// createAuth: a sign-in that cannot be lost, for any number of accounts, tabs and servers.

import type { Registrant } from "../lazy/sign-up.js";
import type { AuthOptions } from "../shared/auth-options.js";
import type { CallbackResult, StatusOf } from "../shared/callback-result.js";
import type { Departure, SignInOutcome } from "../shared/sign-in-types.js";
import type * as T from "../shared/types.gen.js";
import type { AuthSession } from "./auth-session.js";
import { completeCallback } from "./callback.js";
import { instance, withLazyCode, withModule } from "./module-instance.js";
import { checkOptionNames } from "./option-names.js";
import { withPopup } from "./popup-opener.js";
import type { AuthEvents, Listener } from "./session-events.js";
import { SessionList } from "./session-list.js";

const optionNames = "clientName scopes redirectUri website storage fetch onRatelimit lang requestTimeoutMs debugRequests "
  + "ratelimitMethod ratelimitPacefactor ratelimitMaxWaitMs";

/** What a page finds when it is loaded. */
export type AuthStatus = StatusOf<AuthSession>;

/** What came of a sign-in that did not leave the page. */
export type SignInResult = SignInOutcome<AuthSession>;

/** Makes the sign-in of a page. Nothing happens yet: it may be called on a server, and any number of times. */
export function createAuth(options: AuthOptions): Auth {
  checkOptionNames("createAuth", options, optionNames);
  return new Auth({ ...options });
}

export class Auth {
  readonly #sessions: SessionList;
  #status: Promise<AuthStatus> | undefined;

  constructor(options: AuthOptions) {
    this.#sessions = new SessionList(options);
  }

  /**
   * Finds out where the person stands: call it once the page is there, before routers look at the address. It completes a
   * login whose answer the address holds, or restores the session from before without loading the module. It always
   * resolves, to the same result however often it is called.
   */
  init(): Promise<AuthStatus> {
    return (this.#status ??= this.#init());
  }

  async #init(): Promise<AuthStatus> {
    const refreshed = this.#sessions.refresh();
    const result = await completeCallback(this.#sessions);
    await refreshed;
    return this.#toStatus(result);
  }

  async #toStatus(result: CallbackResult | undefined): Promise<AuthStatus> {
    if (result) return result(this.#sessions);
    const session = this.current;
    return session ? { status: "restored", session } : { status: "signed-out" };
  }

  /**
   * Sends the person to the server that they typed: mastodon.social, @me@host, an address. With a redirect, the promise
   * settles only if they do not go, or come back by the back button (code "aborted"). With a popup it always settles;
   * call it in the click itself, before anything is waited for.
   */
  signIn(server: string, options: Departure = {}): Promise<SignInResult> {
    return withPopup(options, (lazy, popup) => lazy.signIn(this.#sessions, { server }, options, popup));
  }

  /**
   * Creates an account on the server that the person typed. Until they open the link in the letter, init and confirm say
   * unconfirmed, over reloads; the link leads back to redirectUri, where init signs them in. What the server does not accept
   * rejects with validation_failed and details for each field.
   */
  async signUp(server: string, registrant: Registrant): Promise<AuthStatus> {
    return this.#toStatus(await withModule((lazy) => lazy.signUp(this.#sessions, server, registrant), registrant?.signal));
  }

  /**
   * Asks the server whether the account of a sign-up is confirmed by now. With resend, the letter is sent once more, to email if
   * that is given; an address that the server does not accept rejects with validation_failed and details. With forget, the
   * sign-up is given up: the account stays, and its token is revoked.
   */
  async confirm(options?: T.CompleteSignUpOptions): Promise<AuthStatus> {
    return this.#toStatus(await withModule((lazy) => lazy.confirm(this.#sessions, options), options?.signal));
  }

  /** All sessions, the newest first. Where the store answers with promises, they are known once init has resolved. */
  sessions(): readonly AuthSession[] {
    return this.#sessions.snapshot().sessions;
  }

  /** The session in use. */
  get current(): AuthSession | undefined {
    return this.#sessions.snapshot().current;
  }

  /** Makes another session the one in use, in all tabs. */
  async use(id: string, options: T.CallOptions = {}): Promise<AuthSession | undefined> {
    return withModule((lazy) => lazy.use(this.#sessions, id, options), options.signal);
  }

  /** Calls the listener on each event of that name, of whichever tab. What it returns ends that. */
  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    return this.#sessions.on(type, listener);
  }

  /**
   * Loads the module now, and not when it is needed, and has the browser compile what a sign-in runs. Where it is known what the
   * person typed, the server is looked for as well, and signIn need not ask for it within the next ten minutes. A server that is
   * not found is none of preload's business: signIn says so. It rejects if the module cannot be loaded.
   */
  async preload(typed?: string, { signal }: T.CallOptions = {}): Promise<void> {
    await instance(signal);
    await withLazyCode(({ preload }) => preload(this.#sessions, typed, signal), signal);
  }
}
