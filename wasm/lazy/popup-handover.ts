// The popup hands its callback over to the page that opened it, and closes.

import type { SessionRegistry } from "../shared/session-registry.js";
import { openPopupChannel } from "./popup-channel.js";
import { readStored } from "./stored-records.js";

/** How long the opener may take to reply, in milliseconds. */
const replyMs = 3_000;
/** How long the browser may take to close the popup, in milliseconds. */
const closeMs = 1_000;
/** How often the storage is asked, in milliseconds. */
const pollMs = 100;

/** What became of the callback: the opener took it or has ended the login, nobody replied, or nobody can have heard it. */
export type Handover = "done" | "unanswered" | "unreachable";

/** Sends the callback to the page that opened this popup. */
export function sendToOpener(state: string, url: string): Promise<Handover> {
  return new Promise((resolve) => {
    const end = (result: Handover): void => {
      clearTimeout(late);
      channel.close();
      resolve(result);
    };
    const channel = openPopupChannel(state, undefined, ({ taken, over, here }) => {
      if (taken === true || over === true) end("done");
      else if (here === true) channel.post({ url });
    });
    const late = setTimeout(() => end(channel.broadcasts ? "unanswered" : "unreachable"), replyMs);
    channel.post({ url });
  });
}

/** This popup does not become a second window of the app: if the browser does not close it, it shows an empty page. */
export function closeThisPopup(): Promise<void> {
  window.close();
  setTimeout(() => location.replace("about:blank"), closeMs);
  return new Promise((resolve) => setTimeout(resolve, replyMs)); // the page shows nothing of its own until it is gone
}

/**
 * Waits until the opener has seen in the storage that this popup has completed the login: it then deletes the login's record.
 * Resolves to false if there is no such opener.
 */
export async function seenByOpener(sessions: SessionRegistry, state: string): Promise<boolean> {
  for (const until = performance.now() + replyMs; performance.now() < until;) {
    if (!(await readStored(sessions, `mastoauth:pending:${state}`))) return true;
    await new Promise((next) => setTimeout(next, pollMs));
  }
  return false;
}
