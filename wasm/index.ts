// What a page imports. Importing it does nothing; the first call loads the module.

import { instance, type Instance } from "./module.js";
import type { WasmSource } from "./source.js";
import type * as T from "./types.gen.js";
import type { MastodonError } from "./errors.js";
import { checkNames, step } from "./journey.js";
import { revive } from "./revive.js";

export { createAuth } from "./auth.js";
export type { Auth, AuthOptions, AuthStatus } from "./auth.js";
export type { AuthEvents } from "./channel.js";
export type { Departure, Remember, SignInResult } from "./departure.js";
export type { Registrant } from "./newcomer.js";
export type { AuthSession, EnsureScopesOptions } from "./session.js";
export { isMastodonError } from "./brand.js";
export * from "./errors.js";
export { DEFAULT_SCOPES, SCOPE_SETS } from "./types.gen.js";
export type * from "./types.gen.js";
export type { WasmSource } from "./source.js";

export interface LoadOptions {
  /** Where the module is, or the module itself. Default: the file mastoauth.wasm of this package. */
  wasm?: WasmSource;
}

/**
 * Loads the module, which the first call does otherwise: for a page that wants the time to pass before it is needed, or that has
 * to say where the module is. May be called any number of times; all calls share one module.
 */
export async function load(options: LoadOptions = {}): Promise<void> {
  checkNames("load", options, "wasm");
  await instance(options.wasm);
}

/** What a sign-up with returnDetailedError came to: one of the two is null. */
export interface SignUpOutcome {
  token: T.Token | null;
  error: MastodonError | null;
}

/** The functions that hand on what they are given. The others stand in the class. */
const handedOn = [
  "accountVerifyCredentials", "appVerifyCredentials", "authRequestUrl", "clearCaches", "clientCredentialsToken",
  "emailCheckConfirmation", "emailResendConfirmation", "instance", "logIn", "oauthAuthorizationServerInfo",
  "oauthUserinfo", "persistableLoginCredentials", "preferences", "request", "retrieveMastodonVersion",
  "revokeAccessToken", "setLanguage", "statusPost", "toot", "verifyMinimumVersion",
] as const;

/** A client of one server, as one app and at most one user. Making one does nothing; its first call does. */
export interface Mastodon extends Pick<T.Methods, (typeof handedOn)[number]> {}
export class Mastodon implements T.Methods {
  static {
    for (const name of handedOn) {
      Object.assign(this.prototype, { [name](this: Mastodon, options: never) { return this.#call(name, options); } });
    }
  }

  readonly #options: T.MastodonOptions;
  /** The client's credentials stand here at all times, so that they outlive the module. */
  readonly #keep = {};
  #opened: { in: Instance; handle: Promise<unknown> } | undefined;

  constructor(options: T.MastodonOptions = {}) {
    this.#options = { ...options };
  }

  /** Registers the app with a server; see {@link T.Statics.createApp}. Mastodon.py: create_app. */
  static createApp(options: T.CreateAppOptions): Promise<T.Application> {
    return step("createApp", options);
  }

  /** Finds the server that a person means; see {@link T.Statics.findServer}. */
  static findServer(options: T.FindServerOptions): Promise<T.Server> {
    return step("findServer", options);
  }

  /** Reads Mastodon.py's secret files; see {@link T.Statics.readSecretFile}. */
  static readSecretFile(options: T.ReadSecretFileOptions): Promise<T.Credentials> {
    return step("readSecretFile", options);
  }

  /** With returnDetailedError, resolves to what {@link Mastodon.createAccountDetailed} does. */
  createAccount(options: T.CreateAccountOptions & { returnDetailedError: true }): Promise<SignUpOutcome>;
  createAccount(options: T.CreateAccountOptions): Promise<T.Token>;
  createAccount(options: T.CreateAccountOptions): Promise<T.Token | SignUpOutcome> {
    return options?.returnDetailedError ? this.createAccountDetailed(options) : this.#call("createAccount", options);
  }
  async createAccountDetailed(options: T.CreateAccountOptions): Promise<SignUpOutcome> {
    const { token, error } = await this.#call("createAccountDetailed", options);
    return { token: (token as T.Token | undefined) ?? null, error: error && revive(error) };
  }
  handleCallback(callback: Address | T.HandleCallbackOptions) { return this.#call("handleCallback", withUrl(callback)); }

  /** Frees what the module keeps for this client. A later call opens it anew, logged in as it was. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    // A module that is gone keeps nothing, and neither does one that did not open the client.
    await opened?.handle.then((handle) => opened.in.call("close", handle)).catch(() => undefined);
  }

  async #call<Name extends keyof T.Methods>(name: Name, options: Parameters<T.Methods[Name]>[0]): Promise<Awaited<ReturnType<T.Methods[Name]>>> {
    const running = await instance();
    return (await running.call(name, await this.#handle(running), options)) as Awaited<ReturnType<T.Methods[Name]>>;
  }

  /** The client's number in that instance. */
  #handle(running: Instance): Promise<unknown> {
    if (this.#opened?.in !== running) {
      const opened = { in: running, handle: running.call("open", this.#options, this.#keep) };
      this.#opened = opened;
      opened.handle.catch(() => {
        if (this.#opened === opened) this.#opened = undefined;
      });
    }
    return this.#opened.handle;
  }
}

/** The type of the class, which has all that needs no client. */
type Complete<Class extends T.Statics> = Class;
export type MastodonClass = Complete<typeof Mastodon>;

/** An address as text, or anything that has one: a URL, location. */
type Address = string | { readonly href: string };

function withUrl(callback: Address | T.HandleCallbackOptions): T.HandleCallbackOptions {
  if (typeof callback === "string") return { url: callback };
  return "href" in callback ? { url: callback.href } : callback;
}
