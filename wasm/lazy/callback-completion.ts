// Completes a sign-in with the callback that callback.ts found in the URL.

import type { CallbackResult, ReturnTarget } from "../shared/callback-result.js";
import type { MastodonError } from "../shared/errors.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { SignIn } from "../shared/types.gen.js";
import { closeThisPopup, seenByOpener, sendToOpener } from "./popup-handover.js";
import { parseRemember, withRemember } from "./session-memory.js";
import { announceSignIn } from "./session-news.js";
import { readStored } from "./stored-records.js";

/**
 * Completes the login; undefined if the opener of this popup does, or if it was completed before and its session has ended. The
 * callback is forgotten, except after a network or server error.
 */
export async function completeSignIn(sessions: SessionRegistry, url: string, state: string, inPopup: boolean, target: ReturnTarget): Promise<CallbackResult | undefined> {
  let failed: Partial<MastodonError> = {};
  try {
    const handover = inPopup && (await sendToOpener(state, url));
    if (handover === "done") {
      forgetCallback();
      return void (await closeThisPopup());
    }
    const completed = await completeAndRemember(sessions, url, state);
    if (handover === "unreachable" && (await seenByOpener(sessions, state))) return void (await closeThisPopup());
    return signedInResult(completed, inPopup ? { returnTo: "", state: completed.done.state } : target);
  } catch (error) {
    failed = error as MastodonError;
    return failed.code === "state_used" ? undefined : errorResult(error, target);
  } finally {
    if (!mayRetry(failed)) forgetCallback();
  }
}

/** A completed login. unkept is the error if its session could not be stored and is in memory instead. */
export interface CompletedSignIn {
  done: SignIn;
  unkept?: MastodonError;
}

/** Exchanges the code, and keeps the session as the option remember of signIn says. */
export async function completeAndRemember(sessions: SessionRegistry, url: string, state: string, signal?: AbortSignal): Promise<CompletedSignIn> {
  const pending = await readStored(sessions, `mastoauth:pending:${state}`);
  const remember = parseRemember(pending?.["remember"]) ?? true;
  const { result, ...rest } = await withRemember(sessions, "signIn", remember, (host) => sessions.call("completeSignIn", { url, ...host, signal }));
  return { done: result, ...rest };
}

/** Returns a function, since each createAuth of a page has its own session objects and listeners. */
export function signedInResult({ done, ...rest }: CompletedSignIn, target: ReturnTarget): CallbackResult {
  return async (sessions) => {
    const session = await announceSignIn(sessions, done);
    return done.replayed ? { status: "restored", session } : { status: "signed-in", session, ...target, ...rest };
  };
}

export function errorResult(error: unknown, target: ReturnTarget): CallbackResult {
  const failed = error as MastodonError;
  return async () => ({ status: failed.code === "access_denied" ? "denied" : "failed", error: failed, ...target });
}

/**
 * Whether a reload may try again: after a failure on the way, for which core/code_exchange.go has the same rule, or of our own files,
 * which used nothing up.
 */
function mayRetry({ name, code, status = 0 }: Partial<MastodonError>): boolean {
  return name === "MastodonNetworkError" || name === "MastodonReadTimeout" || status === 429 || status >= 500 || /^(wasm|module)_/.test(code ?? "");
}

/** Forgets the callback that callback.ts keeps. */
export function forgetCallback(): void {
  try {
    sessionStorage.removeItem("mastoauth:answer");
  } catch {
    // If storage is blocked, nothing was kept.
  }
}

/** The key in sessionStorage of the state of the login for which a window has left. callback.ts reads it, and deletes it. */
const departureKey = "mastoauth:departure";

/**
 * Notes in a window, before it leaves for the server, for which login that is. Some servers do not send the state with a refusal.
 * The popup must still show its empty page.
 */
export function markDeparture(leaving: Window, state: string): void {
  try {
    leaving.sessionStorage.setItem(departureKey, state);
  } catch {
    // If storage is blocked, a refusal without the state is not recognised.
  }
}

/** For a window that has not left. */
export function forgetDeparture(): void {
  try {
    sessionStorage.removeItem(departureKey);
  } catch {
    // Nothing was kept.
  }
}
