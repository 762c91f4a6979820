// The response of a sign-in in a popup. It comes over a BroadcastChannel that is named by the login's state, because the two
// windows may not have access to each other: a server can cut it off with Cross-Origin-Opener-Policy.

import { failure } from "../shared/failure.js";

/** The outcome of the popup: the callback URL, or the reason why there is none. */
export type PopupResponse = { url: string } | { status: "closed" | "timeout" };

const limitMs = 5 * 60_000;
const graceMs = 1_500;
const pollMs = 250;

/** Waits for the response. The promise always settles. */
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
    // A popup that this page has no access to also looks closed. But then this page does not have the focus.
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

/** How long a browser may take to show the empty page, in milliseconds. */
const blankMs = 250;

/**
 * Closes the popup, whatever page it shows. Chromium ignores a close() that comes during a navigation, and every later one, so the
 * popup navigates to an empty page first.
 */
export function closePopup(popup: Window): void {
  if (popup.closed) return;
  popup.location.replace("about:blank");
  const close = (): void => popup.close();
  setTimeout(close, blankMs);
  addEventListener("pagehide", close, { once: true }); // if this page is left before that
}

export function cancelled() {
  return aborted("the sign-in was cancelled.");
}

export function aborted(message: string) {
  return failure("aborted", message, "Start it again.", { op: "signIn" });
}

/** How long the opener may take to reply, and then the popup to close, in milliseconds. */
const replyMs = 3_000;

/** Sends the callback to the opener of this popup, and closes the popup. Resolves to false if no opener takes it. */
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
    return undefined; // missing or blocked: the popup completes the login itself
  }
}
