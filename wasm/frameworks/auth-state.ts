// The state of a createAuth as useAuth gives it to components. All components that use the same createAuth share one store.

import type { Auth, AuthStatus, SignInResult } from "../eager/auth.js";
import type { AuthSession } from "../eager/auth-session.js";
import type { MastodonError } from "../shared/errors.js";
import type { Departure } from "../shared/sign-in-types.js";
import type * as T from "../shared/types.gen.js";

/** Who is signed in. */
export interface AuthState {
  /** "loading" until init has found nobody: nobody is known to be signed in, and nobody is known not to be. */
  readonly status: "loading" | "signed-in" | "signed-out";
  /** The current session. */
  readonly session: AuthSession | undefined;
  /** All sessions, newest first. */
  readonly sessions: readonly AuthSession[];
  /** Whether init has resolved: a login whose answer the address held is completed or has failed. */
  readonly ready: boolean;
  /** Why the last sign-in or sign-out failed, also one that init completed. It has the code access_denied if the person said no. */
  readonly error: MastodonError | undefined;
  /** What to tell the person about error, in their language: error.userMessage(). Empty if there is no error, and until the text is loaded. */
  readonly message: string;
}

/** What a component can do. These functions stay the same, and do not reject: what fails becomes error. */
export interface AuthActions {
  /** As auth.signIn. Call it directly in the click handler. Resolves to undefined if it failed. */
  readonly signIn: (server: string, options?: Departure) => Promise<SignInResult | undefined>;
  /** Signs the current session out, as session.signOut. Resolves to undefined if that failed, or if nobody is signed in. */
  readonly signOut: (options?: T.CallOptions) => Promise<T.SignOutOutcome | undefined>;
}

const stores = new WeakMap<Auth, AuthStore>();

/** The store of this createAuth. */
export function storeOf(auth: Auth): AuthStore {
  const store = stores.get(auth) ?? new AuthStore(auth);
  stores.set(auth, store);
  return store;
}

export class AuthStore {
  readonly #auth: Auth;
  readonly #listeners = new Set<{ changed: () => void }>();
  readonly actions: AuthActions;
  /** The state on a server, and therefore while a page is hydrated. */
  readonly initial: AuthState = { status: "loading", session: undefined, sessions: [], ready: false, error: undefined, message: "" };
  #state = this.initial;
  #begun = false;
  #ready = false;
  #error: MastodonError | undefined;
  #message = "";

  constructor(auth: Auth) {
    this.#auth = auth;
    this.actions = {
      signIn: (server, options) => this.#attempt(auth.signIn(server, options)),
      signOut: (options) => this.#attempt(auth.current?.signOut(options)),
    };
  }

  /** The state now. It is the same object for as long as nothing has changed. */
  readonly snapshot = (): AuthState => {
    const session = this.#auth.current;
    const sessions = this.#auth.sessions();
    const [before, ready, error, message] = [this.#state, this.#ready, this.#error, this.#message];
    const same = before.session === session && before.sessions === sessions && before.ready === ready;
    if (same && before.error === error && before.message === message) return before;
    const status = session ? "signed-in" : ready ? "signed-out" : "loading";
    return (this.#state = { status, session, sessions, ready, error, message });
  };

  /** Calls the listener after each change. The first call has init find out who is signed in. Returns a function that unsubscribes. */
  readonly subscribe = (changed: () => void): (() => void) => {
    const listener = { changed }; // the same function may listen twice
    this.#listeners.add(listener);
    if (!this.#begun) void this.#begin();
    return () => void this.#listeners.delete(listener);
  };

  async #begin(): Promise<void> {
    this.#begun = true;
    this.#auth.on("changed", () => this.#tell()); // for as long as there is this createAuth
    const found: AuthStatus = await this.#auth.init();
    this.#ready = true;
    this.#tell("error" in found ? found.error : undefined);
  }

  #tell(error?: MastodonError): void {
    this.#error = error;
    this.#message = "";
    this.#notify();
    void error?.userMessage().then((message) => {
      if (this.#error !== error) return;
      this.#message = message;
      this.#notify();
    });
  }

  #notify(): void {
    for (const { changed } of [...this.#listeners]) changed();
  }

  async #attempt<Result extends object>(work: Promise<Result> | undefined): Promise<Result | undefined> {
    this.#tell();
    try {
      const result = await work;
      if (result && "error" in result) this.#tell(result.error as MastodonError); // a popup in which the person said no
      return result;
    } catch (error) {
      // With the code aborted, the page ended the call, or the person came back with the back button.
      if ((error as MastodonError).code !== "aborted") this.#tell(error as MastodonError);
      return undefined;
    }
  }
}
