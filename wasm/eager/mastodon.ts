// Mastodon, the client of one server. It passes each function of the library on to the module.

import type { Client } from "../shared/client.js";
import type { DiagnoseOptions, Diagnosis } from "../shared/diagnosis.js";
import type { MastodonError } from "../shared/errors.js";
import type * as T from "../shared/types.gen.js";
import { callModule } from "./module-call.js";
import { withInstance, withModule } from "./module-instance.js";
import { checkOptions } from "./option-names.js";

/** The outcome of a sign-up with returnDetailedError: either token or error is null. */
export interface SignUpOutcome {
  token: T.Token | null;
  error: MastodonError | null;
}

/** The functions of a client, except close. client-call.ts calls them. (One string is smaller than an array.) */
const methodNames = "accountVerifyCredentials appVerifyCredentials authRequestUrl clearCaches clientCredentialsToken createAccount createAccountDetailed emailCheckConfirmation emailResendConfirmation handleCallback instance logIn mediaPost oauthAuthorizationServerInfo oauthUserinfo persistableLoginCredentials preferences request retrieveMastodonVersion revokeAccessToken setLanguage statusPost toot verifyMinimumVersion";

type MethodName = Words<typeof methodNames>;

/** A URL as a string, or an object with href such as a URL or location. */
export type Address = string | { readonly href: string };

/** A client of one server, for one app and at most one user. Creating one has no side effects: its first call opens it. */
export interface Mastodon extends Pick<T.Methods, Exclude<MethodName, "createAccount" | "createAccountDetailed" | "handleCallback">> {
  /** With returnDetailedError, resolves like {@link Mastodon.createAccountDetailed}. */
  createAccount(options: T.CreateAccountOptions & { returnDetailedError: true }): Promise<SignUpOutcome>;
  createAccount(options: T.CreateAccountOptions): Promise<T.Token>;
  createAccountDetailed(options: T.CreateAccountOptions): Promise<SignUpOutcome>;
  handleCallback(callback: Address | T.HandleCallbackOptions, options?: Omit<T.HandleCallbackOptions, "url">): ReturnType<T.Methods["handleCallback"]>;
  // These take their main option alone too, as in Mastodon.py. The other options may follow it.
  emailResendConfirmation(email?: string | T.EmailResendConfirmationOptions, options?: Omit<T.EmailResendConfirmationOptions, "email">): Promise<void>;
  request(path: string | T.RequestOptions, options?: Omit<T.RequestOptions, "path">): Promise<T.Answer>;
  mediaPost(file: T.FileContent | T.MediaPostOptions, options?: Omit<T.MediaPostOptions, "mediaFile">): Promise<T.MediaAttachment>;
  setLanguage(lang?: string | T.SetLanguageOptions, options?: T.CallOptions): ReturnType<T.Methods["setLanguage"]>;
  statusPost(status?: string | T.StatusPostOptions, options?: Omit<T.StatusPostOptions, "status">): Promise<T.Status>;
  toot(status: string | T.TootOptions, options?: T.CallOptions): Promise<T.Status>;
  verifyMinimumVersion(version: string | T.VerifyMinimumVersionOptions, options?: Omit<T.VerifyMinimumVersionOptions, "version">): Promise<boolean>;
}

export class Mastodon implements T.Methods {
  static {
    for (const name of methodNames.split(" ") as MethodName[]) {
      Object.assign(this.prototype, {
        [name](this: Mastodon, ...given: T.CallOptions[]) { return withInstance(name, given.at(-1), (program) => program.callAs(this.#client, name, ...given)); },
      });
    }
    for (const name of ["createApp", "findServer", "readSecretFile"] as const) Object.assign(this, { [name]: (...given: [never]) => callModule(name, ...given) });
  }
  /** Registers the app with a server; see {@link T.Statics.createApp}. Mastodon.py: create_app. */
  declare static createApp: (options: T.CreateAppOptions) => Promise<T.Application>;
  /** Finds the server for what a person typed; see {@link T.Statics.findServer}. */
  declare static findServer: (server: string | T.FindServerOptions, options?: Omit<T.FindServerOptions, "server">) => Promise<T.Server>;
  /** Reads Mastodon.py's secret files; see {@link T.Statics.readSecretFile}. */
  declare static readSecretFile: (options: T.ReadSecretFileOptions) => Promise<T.Credentials>;

  /**
   * Finds out, step by step, what keeps this page from a server: the address, the connection, the page's policy, the server. It registers
   * nothing and signs nobody in. It resolves also if a step fails; each step has a text for the person.
   *
   * Error codes: aborted, option_invalid, option_unknown, those of loading the module (wasm_…).
   */
  static diagnose(options: string | DiagnoseOptions): Promise<Diagnosis> {
    return withModule((lazy) => lazy.diagnose(Mastodon, options), options as DiagnoseOptions);
  }

  readonly #client: Client;

  constructor(options?: T.MastodonOptions) {
    checkOptions(Mastodon, "Mastodon", options);
    this.#client = { options: { ...options }, keep: {} };
  }

  /** Frees the memory that the module uses for this client. A later call opens it again, with the same login. */
  async close(): Promise<void> {
    await this.#client.close?.();
  }
}

/** The words of a string, as a union. */
type Words<Text extends string> = Text extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Text;

/** Checks that the class has all functions that need no client. */
type Complete<Class extends T.Statics> = Class;

export type MastodonClass = Complete<typeof Mastodon>;
