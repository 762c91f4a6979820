// The completion of a login whose answer is in the address.

import type { Completed } from "./callback.js";
import type { MastodonError } from "./errors.js";
import type { Logins } from "./logins.js";
import { rememberOf, remembering } from "./memory.js";
import { handOver } from "./popup.js";

/**
 * Completes the login; undefined if somebody else does, or if it was completed and is over. The answer is forgotten unless it
 * was the network or the server that failed.
 */
export async function land(logins: Logins, url: string, state: string, inPopup: boolean): Promise<Completed | undefined> {
  let failed: Partial<MastodonError> = {};
  try {
    if (inPopup && (await handOver(state, url))) return undefined;
    return await complete(logins, url, state);
  } catch (error) {
    failed = error as MastodonError;
    if (failed.code === "state_used") return undefined;
    throw error;
  } finally {
    if (!mayRetry(failed)) forgetAnswer();
  }
}

/** Exchanges the code, and stores or holds the session, as signIn was told. */
export async function complete(logins: Logins, url: string, state: string, signal?: AbortSignal): Promise<Completed> {
  const pending = await logins.readRecord(logins.options, `mastoauth:pending:${state}`);
  const remember = rememberOf(pending?.["remember"]) ?? true;
  const { result, ...rest } = await remembering(logins, "signIn", remember, (host) => logins.step("completeSignIn", { url, ...host, signal }));
  return { done: result, ...rest };
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
