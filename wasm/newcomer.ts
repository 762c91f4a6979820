// A sign-up, and the way back from the letter that confirms it: its link leads to the page without a word.

import type { Arrival } from "./callback.js";
import { arrived, failing, forgetAnswer } from "./landing.js";
import type { Logins } from "./logins.js";
import type * as T from "./types.gen.js";

/** Who signs up, and with what. See {@link T.SignUpOptions}. */
export type Registrant = Omit<T.SignUpOptions, "server" | "clientName" | "redirectUri" | "scopes" | "website" | "requestTimeoutMs" | "fetch" | "storage">;

/** Creates the account; it waits for its confirmation then. */
export async function signUp(logins: Logins, server: string, registrant: Registrant): Promise<Arrival> {
  const { clientName, website, scopes, requestTimeoutMs, redirectUri = location.origin + location.pathname } = logins.options;
  forgetAnswer(); // of a sign-in that failed on its way: whoever signs up has given it up
  const newcomer = await logins.step("signUp", { locale: logins.options.lang, ...registrant, server, clientName, website, scopes, requestTimeoutMs, redirectUri, ...logins.host });
  return unconfirmed(newcomer);
}

/** Nobody left a page for a sign-up. */
const left = { returnTo: "", state: "" };

function unconfirmed(newcomer: T.Newcomer): Arrival {
  return async () => ({ status: "unconfirmed", newcomer });
}

/** Finds out whether the account is confirmed, and signs in if so; undefined if nobody waits. */
export async function confirm(logins: Logins, options: T.CompleteSignUpOptions = {}): Promise<Arrival | undefined> {
  try {
    const { session, newcomer } = await logins.step("completeSignUp", { ...options, ...logins.host });
    if (session) return arrived({ ...left, session, replayed: false }, left);
    return newcomer ? unconfirmed(newcomer) : undefined;
  } catch (error) {
    return failing(error, left);
  }
}

/** The same beside somebody who is signed in already; whoever listens is told. */
export async function welcome(logins: Logins): Promise<void> {
  await (await confirm(logins))?.(logins);
}
