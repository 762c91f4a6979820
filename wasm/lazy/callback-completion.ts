// Completes a sign-in, once the callback is found in the address.

import type { CallbackResult, ReturnTarget } from "../shared/callback-result.js";
import type { MastodonError } from "../shared/errors.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { SignIn } from "../shared/types.gen.js";
import { sendToOpener } from "./popup-response.js";
import { parseRemember, withRemember } from "./session-memory.js";

/**
 * Completes the login; undefined if somebody else does, or if it was completed and is over. The answer is forgotten unless it
 * was the network or the server that failed.
 */
export async function completeSignIn(sessions: SessionRegistry, url: string, state: string, inPopup: boolean, target: ReturnTarget): Promise<CallbackResult | undefined> {
  let failed: Partial<MastodonError> = {};
  try {
    if (inPopup && (await sendToOpener(state, url))) return undefined;
    return signedInResult(await completeAndRemember(sessions, url, state), target);
  } catch (error) {
    failed = error as MastodonError;
    return failed.code === "state_used" ? undefined : errorResult(error, target);
  } finally {
    if (!mayRetry(failed)) forgetCallback();
  }
}

/** A login that was completed, and why it could not be stored where it is held instead. */
export interface CompletedSignIn {
  done: SignIn;
  unkept?: MastodonError;
}

/** Exchanges the code, and stores or holds the session, as signIn was told. */
export async function completeAndRemember(sessions: SessionRegistry, url: string, state: string, signal?: AbortSignal): Promise<CompletedSignIn> {
  const pending = await sessions.readRecord(sessions.options, `mastoauth:pending:${state}`);
  const remember = parseRemember(pending?.["remember"]) ?? true;
  const { result, ...rest } = await withRemember(sessions, "signIn", remember, (host) => sessions.call("completeSignIn", { url, ...host, signal }));
  return { done: result, ...rest };
}

/** Each createAuth of a page has session objects of its own, and listeners who are told. */
export function signedInResult({ done, ...rest }: CompletedSignIn, target: ReturnTarget): CallbackResult {
  return async (sessions) => {
    const session = await sessions.add(done);
    return done.replayed ? { status: "restored", session } : { status: "signed-in", session, ...target, ...rest };
  };
}

export function errorResult(error: unknown, target: ReturnTarget): CallbackResult {
  const failed = error as MastodonError;
  return async () => ({ status: failed.code === "access_denied" ? "denied" : "failed", error: failed, ...target });
}

/** As core/code_exchange.go has it, which keeps such a login pending. */
function mayRetry({ name, status = 0 }: Partial<MastodonError>): boolean {
  return name === "MastodonNetworkError" || name === "MastodonReadTimeout" || status === 429 || status >= 500;
}

/** Forgets the answer that callback.ts keeps. */
export function forgetCallback(): void {
  try {
    sessionStorage.removeItem("mastoauth:answer");
  } catch {
    // Nothing was kept where storage is blocked.
  }
}
