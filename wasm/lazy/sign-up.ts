// A sign-up, and the way back from the letter that confirms it: its link leads to the page without a word.

import type { Arrival } from "../eager/callback.js";
import type { Departure } from "../eager/popup-opener.js";
import type { MastodonError } from "../shared/errors.js";
import { arrived, failing, forgetAnswer } from "./callback-completion.js";
import type { Logins } from "../eager/session-list.js";
import { asNow, checkRemember, remembering } from "./session-memory.js";
import type * as T from "../shared/types.gen.js";

/** Who signs up, and with what. See {@link T.SignUpOptions}. */
export type Registrant = Omit<T.SignUpOptions, "server" | "clientName" | "redirectUri" | "requestTimeoutMs" | "fetch" | "storage"> & Pick<Departure, "clientName" | "remember">;

/** Creates the account; it waits for its confirmation then. */
export async function signUp(logins: Logins, server: string, registrant: Registrant): Promise<Arrival> {
  const { clientName, website, scopes, requestTimeoutMs, redirectUri = location.origin + location.pathname } = logins.options;
  forgetAnswer(); // of a sign-in that failed on its way: whoever signs up has given it up
  const { remember = true, ...given } = registrant;
  checkRemember("signUp", remember);
  const { result, ...rest } = await remembering(logins, "signUp", remember, (host) => logins.step("signUp", {
    clientName, website, scopes, locale: logins.options.lang, ...given, server, requestTimeoutMs, redirectUri, ...host,
  }));
  return unconfirmed({ newcomer: result, ...rest });
}

/** Nobody left a page for a sign-up. */
const left = { returnTo: "", state: "" };

function unconfirmed(waiting: { newcomer: T.Newcomer; unkept?: MastodonError }): Arrival {
  return async () => ({ status: "unconfirmed", ...waiting });
}

/** Finds out whether the account is confirmed, and signs in if so; undefined if nobody waits. */
export async function confirm(logins: Logins, options: T.CompleteSignUpOptions = {}): Promise<Arrival | undefined> {
  try {
    const { result: { session, newcomer } } = await remembering(logins, "signUp", asNow(logins), (host) => logins.step("completeSignUp", { ...options, ...host }));
    if (session) return arrived({ done: { ...left, session, replayed: false } }, left);
    return newcomer ? unconfirmed({ newcomer }) : undefined;
  } catch (error) {
    if (options.resend) throw error;
    return failing(error, left);
  }
}

/** The same beside somebody who is signed in already; whoever listens is told. */
export async function welcome(logins: Logins): Promise<void> {
  await (await confirm(logins))?.(logins);
}
