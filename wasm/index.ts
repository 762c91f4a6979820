// The package's main entry point. Importing it has no side effects: the first call loads the module.

import { withInstance } from "./eager/module-instance.js";
import { checkOptions } from "./eager/option-names.js";
import type { WasmSource } from "./module/wasm-source.js";
import type * as T from "./shared/types.gen.js";

export { createAuth } from "./eager/auth.js";
export type { Auth, AuthStatus, SignInResult } from "./eager/auth.js";
export type { AuthSession, EnsureScopesOptions } from "./eager/auth-session.js";
export { Mastodon } from "./eager/mastodon.js";
export type { Address, MastodonClass, SignUpOutcome } from "./eager/mastodon.js";
export type { AuthEvents } from "./eager/session-events.js";
export type { ConfirmOptions, Registrant } from "./lazy/sign-up.js";
export type { WasmSource } from "./module/wasm-source.js";
export type { AuthOptions } from "./shared/auth-options.js";
export type { DiagnoseOptions, Diagnosis, DiagnosisStep, DiagnosisStepName, DiagnosisVerdict } from "./shared/diagnosis.js";
export { isMastodonError } from "./shared/error-recognition.js";
export * from "./shared/errors.js";
export type { Departure, Remember } from "./shared/sign-in-types.js";
export { DEFAULT_SCOPES, SCOPE_SETS } from "./shared/types.gen.js";
export type * from "./shared/types.gen.js";

export interface LoadOptions extends T.CallOptions {
  /** The module, or its URL. Default: the file mastoauth.wasm of this package. */
  wasm?: WasmSource;
}

/**
 * Loads the module. Without load, the first call loads it. Use load to load it earlier, or from another place. It may be called any
 * number of times; all calls share one module.
 */
export async function load(options: LoadOptions = {}): Promise<void> {
  checkOptions(load, "load", options, "wasm signal");
  return withInstance("load", options, () => {}, options.wasm);
}
