// A sign-in in a popup: the server's response comes over a channel that is named by the login's state, since the two windows
// may have lost sight of each other: a server can ask for that (COOP).

import { failure } from "../shared/failure.js";

/** What came of the window: the address with the server's answer, or why there is none. */
export type PopupResponse = { url: string } | { status: "closed" | "timeout" };

const limitMs = 5 * 60_000;
const graceMs = 1_500;
const pollMs = 250;

/** Waits for the answer. It settles in any case. */
export function waitForResponse(popup: Window, state: string, signal?: AbortSignal): Promise<PopupResponse> {
  return new Promise((resolve, reject) => {
    const channel = popupChannel(state);
    let closedFor = 0;
    const end = (settle: () => void): void => {
      clearInterval(poll);
      clearTimeout(limit);
      signal?.removeEventListener("abort", abort);
      channel?.close();
      settle();
    };
    const abort = (): void => end(() => reject(cancelled()));
    const limit = setTimeout(() => end(() => {
      closePopup(popup);
      resolve({ status: "timeout" });
    }), limitMs);
    // A window that we lost sight of looks closed as well. But then the person is there, and not here.
    const poll = setInterval(() => {
      closedFor = popup.closed && document.hasFocus() ? closedFor + pollMs : 0;
      if (closedFor > graceMs) end(() => resolve({ status: "closed" }));
    }, pollMs);
    if (channel) {
      channel.onmessage = ({ data }) => {
        const { url } = Object(data) as { url?: unknown };
        if (typeof url !== "string") return;
        channel.postMessage({ taken: true });
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
export function closePopup(popup: Window): void {
  if (popup.closed) return;
  popup.location.replace("about:blank");
  const close = (): void => popup.close();
  setTimeout(close, blankMs);
  addEventListener("pagehide", close, { once: true }); // if this page goes first
}

export function cancelled() {
  return aborted("the sign-in was cancelled.");
}

export function aborted(message: string) {
  return failure("aborted", message, "Start it again.", { op: "signIn" });
}

/** How long the page that opened the window has to say that it is there, and the window to close. */
const replyMs = 3_000;

/** Hands the answer to the page that opened this window, and closes it; false if nobody takes it. */
export function sendToOpener(state: string, url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const channel = popupChannel(state);
    if (!channel) return resolve(false);
    const end = (taken: boolean): void => {
      channel.close();
      resolve(taken);
    };
    const late = setTimeout(end, replyMs, false);
    channel.onmessage = () => {
      clearTimeout(late);
      window.close();
      setTimeout(end, replyMs, true);
    };
    channel.postMessage({ url });
  });
}

function popupChannel(state: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(`mastoauth:login:${state}`);
  } catch {
    return undefined; // there is none, or it is blocked: the window completes the login by itself
  }
}
