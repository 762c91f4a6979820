// createAuth: a sign-in that cannot be lost, for any number of accounts, tabs and servers.

import { arrive, type Arrival } from "./callback.js";
import type { AuthEvents, Listener } from "./session-events.js";
import { depart, type Departure, type SignInResult } from "./popup-opener.js";
import type { MastodonError } from "../shared/errors.js";
import { checkNames } from "./module-call.js";
import { Logins } from "./session-list.js";
import { instance, later, withModule } from "./module-loader.js";
import type { Registrant } from "../lazy/sign-up.js";
import type { AuthSession } from "./auth-session.js";
import type * as T from "../shared/types.gen.js";

/** Options of createAuth. Those from lang on are for the clients of the sessions too, and mean there what they mean in {@link T.MastodonOptions}. */
export interface AuthOptions
  extends T.HostOptions,
    Pick<T.MastodonOptions, "lang" | "requestTimeoutMs" | "debugRequests" | "ratelimitMethod" | "ratelimitPacefactor" | "ratelimitMaxWaitMs"> {
  /** What people see when they are asked to let the app in: 1 to 60 characters. */
  clientName: string;
  /** What to ask for. Default: read. Where it does not let the page see who signed in, read:accounts is added. */
  scopes?: string | readonly string[];
  /** The page that people come back to; it calls init. Default: the one that they leave, without query and hash. */
  redirectUri?: string;
  /** The app's own page. */
  website?: string;
}

const optionNames = "clientName scopes redirectUri website storage fetch onRatelimit lang requestTimeoutMs debugRequests "
  + "ratelimitMethod ratelimitPacefactor ratelimitMaxWaitMs";

/** What a page finds when it is loaded. */
export type AuthStatus =
  | { status: "signed-out" }
  | { status: "restored"; session: AuthSession }
  /**
   * The person just came back. returnTo is where they had been, which the address says again; state is that of signIn. Where a
   * session was to be stored if possible (remember), unkept is why it is held instead: storage_full or storage_blocked.
   */
  | { status: "signed-in"; session: AuthSession; returnTo: string; state: string; unkept?: MastodonError }
  /** Somebody signed up here, and the account waits: for the link in the letter, or for approval. unkept is as above. */
  | { status: "unconfirmed"; newcomer: T.Newcomer; unkept?: MastodonError }
  /** They said no, or it went wrong. Sessions from before are as they were. Where it was the network or the server, a reload tries again. */
  | { status: "denied" | "failed"; error: MastodonError; returnTo: string; state: string };

/** Makes the sign-in of a page. Nothing happens yet: it may be called on a server, and any number of times. */
export function createAuth(options: AuthOptions): Auth {
  checkNames("createAuth", options, optionNames);
  return new Auth({ ...options });
}

export class Auth {
  readonly #logins: Logins;
  #status: Promise<AuthStatus> | undefined;

  constructor(options: AuthOptions) {
    this.#logins = new Logins(options);
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
    this.#logins.channel.open();
    const told = this.#logins.refresh();
    const arrival = await arrive(this.#logins);
    await told;
    return this.#settle(arrival);
  }

  async #settle(arrival: Arrival | undefined): Promise<AuthStatus> {
    if (arrival) return arrival(this.#logins);
    const session = this.current;
    return session ? { status: "restored", session } : { status: "signed-out" };
  }

  /**
   * Sends the person to the server that they typed: mastodon.social, @me@host, an address. With a redirect, the promise
   * settles only if they do not go, or come back by the back button (code "aborted"). With a popup it always settles;
   * call it in the click itself, before anything is waited for.
   */
  signIn(server: string, options: Departure = {}): Promise<SignInResult> {
    return depart(options, (rest, popup) => rest.signIn(this.#logins, { server }, options, popup));
  }

  /**
   * Creates an account on the server that the person typed. Until they open the link in the letter, init and confirm say
   * unconfirmed, over reloads; the link leads back to redirectUri, where init signs them in. What the server does not accept
   * rejects with validation_failed and details for each field.
   */
  async signUp(server: string, registrant: Registrant): Promise<AuthStatus> {
    return this.#settle(await withModule((rest) => rest.signUp(this.#logins, server, registrant), registrant?.signal));
  }

  /**
   * Asks the server whether the account of a sign-up is confirmed by now. With resend, the letter is sent once more, to email if
   * that is given; an address that the server does not accept rejects with validation_failed and details. With forget, the
   * sign-up is given up: the account stays, and its token is revoked.
   */
  async confirm(options?: T.CompleteSignUpOptions): Promise<AuthStatus> {
    return this.#settle(await withModule((rest) => rest.confirm(this.#logins, options), options?.signal));
  }

  /** All sessions, the newest first. Where the store answers with promises, they are known once init has resolved. */
  sessions(): readonly AuthSession[] {
    return this.#logins.look().sessions;
  }

  /** The session in use. */
  get current(): AuthSession | undefined {
    return this.#logins.look().current;
  }

  /** Makes another session the one in use, in all tabs. */
  async use(id: string, options: T.CallOptions = {}): Promise<AuthSession | undefined> {
    return withModule((rest) => rest.use(this.#logins, id, options), options.signal);
  }

  /** Calls the listener on each event of that name, of whichever tab. What it returns ends that. */
  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    return this.#logins.listen(type, listener);
  }

  /**
   * Loads the module now, and not when it is needed, and has the browser compile what a sign-in runs. Where it is known what the
   * person typed, the server is looked for as well, and signIn need not ask for it within the next ten minutes. A server that is
   * not found is none of preload's business: signIn says so. It rejects if the module cannot be loaded.
   */
  async preload(typed?: string, { signal }: T.CallOptions = {}): Promise<void> {
    await instance(signal);
    await later(({ prepare }) => prepare(this.#logins, typed, signal), signal);
  }
}
