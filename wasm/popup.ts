// The sign-in in a window of its own. Its answer comes over a channel that is named by the login's state, since the two windows
// may have lost sight of each other: a server can ask for that (COOP).

import { failure } from "./source.js";

/** What came of the window: the address with the server's answer, or why there is none. */
export type PopupAnswer = { url: string } | { status: "closed" | "timeout" };

const limitMs = 5 * 60_000;
const graceMs = 1_500;
const pollMs = 250;

/** Waits for the answer. It settles in any case. */
export function answerFrom(popup: Window, state: string, signal?: AbortSignal): Promise<PopupAnswer> {
  return new Promise((resolve, reject) => {
    const line = lineFor(state);
    let closedFor = 0;
    const end = (settle: () => void): void => {
      clearInterval(poll);
      clearTimeout(limit);
      signal?.removeEventListener("abort", abort);
      line?.close();
      settle();
    };
    const abort = (): void => end(() => reject(calledOff()));
    const limit = setTimeout(() => end(() => {
      shut(popup);
      resolve({ status: "timeout" });
    }), limitMs);
    // A window that we lost sight of looks closed as well. But then the person is there, and not here.
    const poll = setInterval(() => {
      closedFor = popup.closed && document.hasFocus() ? closedFor + pollMs : 0;
      if (closedFor > graceMs) end(() => resolve({ status: "closed" }));
    }, pollMs);
    if (line) {
      line.onmessage = ({ data }) => {
        const { url } = Object(data) as { url?: unknown };
        if (typeof url !== "string") return;
        line.postMessage({ taken: true });
        end(() => {
          popup.close();
          resolve({ url });
        });
      };
    }
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
  });
}

/** How long a browser has to show the empty page. */
const blankMs = 250;

/**
 * Closes the window wherever it is. Chromium loses a close() that comes while it changes from one page to the next, and all that
 * come after it, so the window is taken back first.
 */
export function shut(popup: Window): void {
  if (popup.closed) return;
  popup.location.replace("about:blank");
  const close = (): void => popup.close();
  setTimeout(close, blankMs);
  addEventListener("pagehide", close, { once: true }); // if this page goes first
}

export function calledOff() {
  return aborted("the sign-in was cancelled.");
}

export function aborted(message: string) {
  return failure("aborted", message, "Start it again.", { op: "signIn" });
}

/** How long the page that opened the window has to say that it is there, and the window to close. */
const replyMs = 3_000;

/** Hands the answer to the page that opened this window, and closes it; false if nobody takes it. */
export function handOver(state: string, url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = lineFor(state);
    if (!line) return resolve(false);
    const end = (taken: boolean): void => {
      line.close();
      resolve(taken);
    };
    const late = setTimeout(end, replyMs, false);
    line.onmessage = () => {
      clearTimeout(late);
      window.close();
      setTimeout(end, replyMs, true);
    };
    line.postMessage({ url });
  });
}

function lineFor(state: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(`mastoauth:login:${state}`);
  } catch {
    return undefined; // there is none, or it is blocked: the window completes the login by itself
  }
}
