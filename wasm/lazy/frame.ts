// The page in a frame. Servers do not let their pages be shown in a frame, so only a popup can sign in from there.

import { failure, type Failure } from "../shared/failure.js";

export function framed(): boolean {
  return window.top !== window;
}

/** Whether the frame is in a page of another origin. Browsers then keep its storage and its channels apart from those of a popup. */
export function inForeignFrame(): boolean {
  try {
    return framed() && !window.top?.location.href;
  } catch {
    return true;
  }
}

export function frameUnsupported(message: string): Failure {
  return failure("frame_unsupported", message, "Open this page in a tab of its own.", { op: "signIn" });
}

/** Refuses a sign-in in a frame that cannot succeed. popup is undefined if the browser has opened none. */
export function checkFrame(popup: Window | undefined, display: string | undefined): void {
  if (!framed()) return;
  // Without allow-same-origin, a sandboxed frame has no storage, and shares its origin with no other window.
  if (self.origin === "null") throw frameUnsupported("this frame is sandboxed without allow-same-origin, so a sign-in cannot come back to it.");
  if (popup) return;
  if (display === "popup") throw frameUnsupported("the browser has not opened a popup, and the server's page cannot be shown in a frame.");
  throw frameUnsupported("the server's page cannot be shown in a frame. Use display: “popup”.");
}
