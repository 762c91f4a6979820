// The page waits for the response of a sign-in in a popup. The promise always settles.

import { failure } from "../shared/failure.js";
import { framed, frameUnsupported, inForeignFrame } from "./frame.js";
import { openPopupChannel } from "./popup-channel.js";
import { addressOf, closePopup, forgetPopup } from "./popup-control.js";
import { watchDeparture } from "./popup-departure.js";

/** The outcome of the popup: the callback URL, or the reason why there is none. */
export type PopupResponse = { url: string } | { status: "closed" | "timeout" };

export interface PopupLogin {
  /** The state of the login. */
  state: string;
  /** Sends the popup to the server. */
  leave(): void;
  /** Whether the popup has completed the login itself. The promise then resolves to closed. */
  completed(): Promise<boolean>;
  /** Called if the callback comes after all, when the popup has looked closed. */
  late(url: string): void;
  signal?: AbortSignal | undefined;
}

const limitMs = 5 * 60_000;
const graceMs = 1_500;
const pollMs = 250;
/** How often the storage is asked, if the window cannot be seen, in milliseconds. */
const storageMs = 1_000;

export function waitForResponse(popup: Window, { state, leave, completed, late, signal }: PopupLogin): Promise<PopupResponse> {
  return new Promise((resolve, reject) => {
    let settled: "taken" | "closed" | "over" | undefined;
    const end = (how: typeof settled, settle: () => void): void => {
      clearInterval(poll);
      clearTimeout(limit);
      signal?.removeEventListener("abort", abort);
      settled = how;
      if (how === "taken" || how === "closed") forgetPopup(popup);
      settle();
    };
    // The channel stays open: a window that only looked closed, or that this page could not close, comes back some day.
    const channel = openPopupChannel(state, popup, ({ url }) => {
      if (typeof url !== "string") return;
      if (settled === "over") return channel.post({ over: true });
      channel.post({ taken: true });
      popup.close();
      if (settled !== "taken") end("taken", settled === "closed" ? () => late(url) : () => resolve({ url }));
    });
    const abort = (): void => {
      closePopup(popup);
      end("over", () => reject(cancelled()));
    };
    const limit = setTimeout(() => {
      closePopup(popup);
      end("over", () => resolve({ status: "timeout" }));
    }, limitMs);
    const severed = watchDeparture(popup);
    let closedFor = 0;
    let askedAt = 0;
    const poll = setInterval(() => {
      if (addressOf(popup) !== undefined) channel.greet(); // it is back, and has no opener that it could ask
      // The server may still cut the windows apart later, on a page of another site that it sends the person to. Then the person
      // looks at the other window, and this page does not have the focus.
      closedFor = popup.closed && severed() !== true && (framed() || document.hasFocus()) ? closedFor + pollMs : 0;
      if (popup.closed && performance.now() - askedAt > storageMs) {
        askedAt = performance.now();
        void completed().then((yes) => yes && !settled && end("over", () => resolve({ status: "closed" })), () => undefined);
      }
      if (severed() && inForeignFrame()) return end("over", () => reject(frameUnsupported("the server's page has cut the popup off from this frame, so no answer can come.")));
      if (closedFor > graceMs) end("closed", () => resolve({ status: "closed" }));
    }, pollMs);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) return abort();
    leave();
  });
}

export function cancelled() {
  return aborted("the sign-in was cancelled.");
}

export function aborted(message: string) {
  return failure("aborted", message, "Start it again.", { op: "signIn" });
}
