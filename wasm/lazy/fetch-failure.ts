// What a session's fetch adds to the browser's error, which says nothing of why there was no answer.

import { explain, isOffline, whyNoAnswer } from "../../jsbind/host.js";
import { failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { NetworkReason } from "../shared/types.gen.js";

/**
 * Gives the error that fetch has thrown a cause: a MastodonNetworkError, with a reason and a message for the person. What the runtime had
 * put there becomes the cause of that. It ends with the signal.
 */
export async function explainFetch(sessions: SessionRegistry, server: string, thrown: unknown, url: string, init: RequestInit): Promise<void> {
  const { signal } = init;
  if (!(thrown instanceof TypeError) || signal?.aborted || !isRequest(url, init)) return;
  const why = isOffline() ? "offline" : whyNoAnswer(thrown);
  const found = await Promise.race([
    explain(sessions.options.fetch, `${server}/api/v1/instance`, why === "network" ? undefined : why),
    new Promise<undefined>((resolve) => signal?.addEventListener("abort", () => resolve(undefined), { once: true })),
  ]);
  if (!found) return;
  const [reason, message, hint] = found;
  const cause = sessions.toError({
    ...failure("network", message, hint, { name: "MastodonNetworkError", op: "fetch", cause: thrown.cause }), reason: reason as NetworkReason,
  });
  try {
    Object.defineProperty(thrown, "cause", { value: cause, configurable: true, writable: true });
  } catch {
    // The page has frozen it.
  }
}

/** Whether fetch's arguments are good, so that its TypeError is about the network. (A stream as the body is used up: nothing is told then.) */
function isRequest(url: string, init: RequestInit): boolean {
  try {
    return !!new Request(url, init);
  } catch {
    return false;
  }
}
