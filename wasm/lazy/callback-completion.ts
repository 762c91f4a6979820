// The completion of a login whose answer is in the address.

import type { Arrival, Left } from "../eager/callback.js";
import type { MastodonError } from "../shared/errors.js";
import type { Logins } from "../eager/session-list.js";
import { rememberOf, remembering } from "./session-memory.js";
import { handOver } from "./popup-response.js";
import type { SignIn } from "../shared/types.gen.js";

/**
 * Completes the login; undefined if somebody else does, or if it was completed and is over. The answer is forgotten unless it
 * was the network or the server that failed.
 */
export async function land(logins: Logins, url: string, state: string, inPopup: boolean, left: Left): Promise<Arrival | undefined> {
  let failed: Partial<MastodonError> = {};
  try {
    if (inPopup && (await handOver(state, url))) return undefined;
    return arrived(await complete(logins, url, state), left);
  } catch (error) {
    failed = error as MastodonError;
    return failed.code === "state_used" ? undefined : failing(error, left);
  } finally {
    if (!mayRetry(failed)) forgetAnswer();
  }
}

/** A login that was completed, and why it could not be stored where it is held instead. */
export interface Completed {
  done: SignIn;
  unkept?: MastodonError;
}

/** Exchanges the code, and stores or holds the session, as signIn was told. */
export async function complete(logins: Logins, url: string, state: string, signal?: AbortSignal): Promise<Completed> {
  const pending = await logins.readRecord(logins.options, `mastoauth:pending:${state}`);
  const remember = rememberOf(pending?.["remember"]) ?? true;
  const { result, ...rest } = await remembering(logins, "signIn", remember, (host) => logins.step("completeSignIn", { url, ...host, signal }));
  return { done: result, ...rest };
}

/** Each createAuth of a page has session objects of its own, and listeners who are told. */
export function arrived({ done, ...rest }: Completed, left: Left): Arrival {
  return async (logins) => {
    const session = await logins.completed(done);
    return done.replayed ? { status: "restored", session } : { status: "signed-in", session, ...left, ...rest };
  };
}

export function failing(error: unknown, left: Left): Arrival {
  const failed = error as MastodonError;
  return async () => ({ status: failed.code === "access_denied" ? "denied" : "failed", error: failed, ...left });
}

/** As core/login.go has it, which keeps such a login pending. */
function mayRetry({ name, status = 0 }: Partial<MastodonError>): boolean {
  return name === "MastodonNetworkError" || name === "MastodonReadTimeout" || status === 429 || status >= 500;
}

/** Forgets the answer that callback.ts keeps. */
export function forgetAnswer(): void {
  try {
    sessionStorage.removeItem("mastoauth:answer");
  } catch {
    // Nothing was kept where storage is blocked.
  }
}
