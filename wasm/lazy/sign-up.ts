// A sign-up, and the sign-in that follows when the server lets the person in. The link in the confirmation e-mail leads to the page
// without any parameters, or not at all: see core/signup.go.

import type { CallbackResult } from "../shared/callback-result.js";
import type { MastodonError } from "../shared/errors.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { Departure } from "../shared/sign-in-types.js";
import type * as T from "../shared/types.gen.js";
import { errorResult, forgetCallback, signedInResult } from "./callback-completion.js";
import { checkAuth, checkBrowser, checkPlain } from "./preconditions.js";
import { checkRemember, currentRemember, withRemember } from "./session-memory.js";
import { pause, pauseAfter } from "./sign-up-pause.js";

/** The data and options of a sign-up. See {@link T.SignUpOptions}. */
export type Registrant = Omit<T.SignUpOptions, "server" | "clientName" | "redirectUri" | "requestTimeoutMs" | "fetch" | "storage"> & Pick<Departure, "clientName" | "remember">;

/** Creates the account. The sign-up is then pending until the account is confirmed. */
export async function signUp(sessions: SessionRegistry, server: string, registrant: Registrant): Promise<CallbackResult> {
  checkPlain("signUp", registrant);
  checkBrowser("signUp");
  checkAuth("signUp", sessions, registrant.clientName);
  const { clientName, website, scopes, redirectUri = location.origin + location.pathname } = sessions.options;
  forgetCallback(); // of an earlier sign-in that failed: this sign-up replaces it
  const { remember = true, ...given } = registrant;
  checkRemember("signUp", remember);
  const { result, ...rest } = await withRemember(sessions, "signUp", remember, (host) => sessions.call("signUp", {
    clientName, website, scopes, locale: sessions.options.lang, ...given, server, redirectUri, ...host,
  }));
  return unconfirmed({ newcomer: result, ...rest });
}

/** A sign-up does not leave the page, so there is no page to return to. */
const nowhere = { returnTo: "", state: "" };

/** What a pending sign-up waits for, as the page was told last. */
const told = new WeakMap<SessionRegistry, T.Newcomer["health"]>();

function unconfirmed(waiting: { newcomer: T.Newcomer; unkept?: MastodonError }): CallbackResult {
  return async (sessions) => {
    told.set(sessions, waiting.newcomer.health);
    return { status: "unconfirmed", ...waiting };
  };
}

/** Options of confirm. */
export interface ConfirmOptions extends T.CompleteSignUpOptions {
  /**
   * Asks the server now and then, until there is something new: the person is let in, the sign-up has ended, or it waits for
   * something else. The pauses grow from 15 seconds to five minutes. While the page is hidden, nothing is asked; when the person comes
   * back to it, it asks at once, at most every five seconds. The signal ends it. With resend or forget, wait has no effect.
   */
  wait?: boolean;
}

/** Finds out whether the server lets the person in, and signs in if so. Resolves to undefined if no sign-up is pending. */
export async function confirm(sessions: SessionRegistry, given: ConfirmOptions = {}): Promise<CallbackResult | undefined> {
  checkPlain("completeSignUp", given);
  const { wait, ...options } = given;
  if (!wait || options.resend || options.forget) return (await ask(sessions, options)).result;
  for (let questions = 0; ; questions++) {
    await pause(pauseAfter(questions), options.signal);
    const { result, health } = await ask(sessions, options);
    if (!health || health !== "server_down" && health !== told.get(sessions)) return result;
  }
}

/** Asks the server once. health is what the sign-up waits for, if it is still pending. */
async function ask(sessions: SessionRegistry, options: T.CompleteSignUpOptions): Promise<{ result: CallbackResult | undefined; health?: T.Newcomer["health"] }> {
  try {
    const { result: { session, newcomer } } = await withRemember(sessions, "signUp", currentRemember(sessions), (host) => sessions.call("completeSignUp", { ...options, ...host }));
    if (session) return { result: signedInResult({ done: { ...nowhere, session, replayed: false } }, nowhere) };
    return newcomer ? { result: unconfirmed({ newcomer }), health: newcomer.health } : { result: undefined };
  } catch (error) {
    if (options.resend || options.signal?.aborted) throw error;
    return { result: errorResult(error, nowhere) };
  }
}
