// A sign-in in a window that the caller opens: a browser extension by chrome.identity, an app by a window or a browser of its own.

import type { MastodonError } from "../shared/errors.js";
import { failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { Departure, SignInOutcome } from "../shared/sign-in-types.js";
import type { Session, SignInStart } from "../shared/types.gen.js";
import { completeAndRemember } from "./callback-completion.js";
import { cancelled } from "./popup-response.js";
import { announceSignIn } from "./session-news.js";
import { storeOf, withStore } from "./stored-records.js";

type Launch = NonNullable<Departure["launch"]>;

/** Shows the server's page with launch, and completes the login with the address that it resolves to. */
export async function finishLaunched<Own extends Session>(
  sessions: SessionRegistry<Own>, { launch, signal, state = "" }: Departure & { launch: Launch }, { url, state: login }: SignInStart,
): Promise<SignInOutcome<Own>> {
  try {
    const back = await launched(launch, url, signal);
    if (back === undefined) return { status: "closed" };
    const { done, ...rest } = await completeAndRemember(sessions, back, login, signal).catch((error: unknown) => {
      throw inWordsOfLaunch(error);
    });
    return { status: "signed-in", session: await announceSignIn(sessions, done), state, ...rest };
  } finally {
    // What has not been completed cannot be completed later: nobody else knows of it.
    await withStore(sessions, async () => storeOf(sessions).removeItem(`mastoauth:pending:${login}`)).catch(() => undefined);
  }
}

/** An error in words for who has written launch. */
function inWordsOfLaunch(error: unknown): unknown {
  const failed = Object(error) as MastodonError;
  if (failed.code !== "callback_empty") return error;
  return { ...failed, message: failed.message, hint: "launch has to resolve to the whole address that the server redirects to, with its code and state." };
}

async function launched(launch: Launch, url: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  const aborted = new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(cancelled())));
  aborted.catch(() => undefined);
  if (signal?.aborted) throw cancelled();
  let back: unknown;
  try {
    back = await Promise.race([aborted, launch(url)]);
  } catch (cause) {
    if (signal?.aborted) throw cancelled();
    throw refusal("it has failed.", "The cause is its own error. If the person has closed the window, it resolves to undefined.", cause);
  }
  if (back === undefined || typeof back === "string") return back;
  throw refusal("it resolves to the address that the server redirects to, or to undefined if the person closed the window.", "");
}

function refusal(message: string, hint: string, cause?: unknown) {
  return failure("option_invalid", `launch: ${message}`, hint, { name: "MastodonIllegalArgumentError", op: "signIn", cause });
}
