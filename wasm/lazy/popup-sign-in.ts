// A sign-in in a popup, from the moment at which the popup leaves for the server: to the session, or to the reason why there is none.

import type { SessionRegistry } from "../shared/session-registry.js";
import type { SignInOutcome } from "../shared/sign-in-types.js";
import type { Session, SignInStart } from "../shared/types.gen.js";
import { completeAndRemember, markDeparture } from "./callback-completion.js";
import { cutOpener } from "./popup-control.js";
import { waitForResponse } from "./popup-response.js";
import { storeOf, withStore } from "./stored-records.js";

export async function finishInPopup<Own extends Session>(
  sessions: SessionRegistry<Own>, popup: Window, { url, state: login }: SignInStart, state: string, signal?: AbortSignal,
): Promise<SignInOutcome<Own>> {
  const key = `mastoauth:pending:${login}`;
  const store = storeOf(sessions);
  const kept = await withStore(sessions, () => store.getItem(key));
  const record = async () => sessions.readRecord(sessions.options, key);
  const forget = async () => store.removeItem(key);
  const complete = async (url: string, signal?: AbortSignal): Promise<SignInOutcome<Own>> => {
    // Somebody may have cleared the storage while the popup was open.
    await withStore(sessions, async () => kept && !(await store.getItem(key)) && store.setItem(key, kept));
    const { done, ...rest } = await completeAndRemember(sessions, url, login, signal);
    return { status: "signed-in", session: await sessions.add(done), state, ...rest };
  };
  const response = await waitForResponse(popup, {
    state: login,
    leave() {
      markDeparture(popup, login);
      cutOpener(popup);
      popup.location.replace(url);
    },
    completed: async () => !!(await record())?.["used"],
    late: (url) => void complete(url).catch(() => undefined), // the promise has settled: events tell the page
    signal,
  }).catch(async (error: unknown) => {
    await forget().catch(() => undefined); // the popup may still be open, and must not complete the login
    throw error;
  });
  if ("url" in response) return complete(response.url, signal);
  // If this page did not reply in time, the popup has completed the login itself: phones suspend pages.
  await sessions.refresh();
  const session = sessions.find(String((await record())?.["session"]));
  // The popup may be waiting for that: see seenByOpener.
  if (session || response.status === "timeout") await forget().catch(() => undefined);
  return session ? { status: "signed-in", session, state } : response;
}
