// A sign-up, and the sign-in that follows when the e-mail address is confirmed. The link in the confirmation e-mail leads to the
// page without any parameters.

import type { CallbackResult } from "../shared/callback-result.js";
import type { MastodonError } from "../shared/errors.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { Departure } from "../shared/sign-in-types.js";
import type * as T from "../shared/types.gen.js";
import { errorResult, forgetCallback, signedInResult } from "./callback-completion.js";
import { checkBrowser, checkPlain } from "./preconditions.js";
import { checkRemember, currentRemember, withRemember } from "./session-memory.js";

/** The data and options of a sign-up. See {@link T.SignUpOptions}. */
export type Registrant = Omit<T.SignUpOptions, "server" | "clientName" | "redirectUri" | "requestTimeoutMs" | "fetch" | "storage"> & Pick<Departure, "clientName" | "remember">;

/** Creates the account. The sign-up is then pending until the account is confirmed. */
export async function signUp(sessions: SessionRegistry, server: string, registrant: Registrant): Promise<CallbackResult> {
  checkPlain("signUp", registrant);
  checkBrowser("signUp");
  const { clientName, website, scopes, requestTimeoutMs, redirectUri = location.origin + location.pathname } = sessions.options;
  forgetCallback(); // of an earlier sign-in that failed: this sign-up replaces it
  const { remember = true, ...given } = registrant;
  checkRemember("signUp", remember);
  const { result, ...rest } = await withRemember(sessions, "signUp", remember, (host) => sessions.call("signUp", {
    clientName, website, scopes, locale: sessions.options.lang, ...given, server, requestTimeoutMs, redirectUri, ...host,
  }));
  return unconfirmed({ newcomer: result, ...rest });
}

/** A sign-up does not leave the page, so there is no page to return to. */
const nowhere = { returnTo: "", state: "" };

function unconfirmed(waiting: { newcomer: T.Newcomer; unkept?: MastodonError }): CallbackResult {
  return async () => ({ status: "unconfirmed", ...waiting });
}

/** Finds out whether the account is confirmed, and signs in if it is. Resolves to undefined if no sign-up is pending. */
export async function confirm(sessions: SessionRegistry, options: T.CompleteSignUpOptions = {}): Promise<CallbackResult | undefined> {
  checkPlain("completeSignUp", options);
  try {
    const { result: { session, newcomer } } = await withRemember(sessions, "signUp", currentRemember(sessions), (host) => sessions.call("completeSignUp", { ...options, ...host }));
    if (session) return signedInResult({ done: { ...nowhere, session, replayed: false } }, nowhere);
    return newcomer ? unconfirmed({ newcomer }) : undefined;
  } catch (error) {
    if (options.resend) throw error;
    return errorResult(error, nowhere);
  }
}
