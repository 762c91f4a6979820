// The page controls the popup, and the popup must not control the page: a server's page could send the page of its opener elsewhere.
// But browsers let a page close a window of another origin only if one of the two has opened the other. So the popup gets no opener,
// and becomes the opener of a hidden frame of this page instead. The frame may close it, and is out of reach for the server's page.

/** The hidden frame of each popup that has left. */
const frames = new WeakMap<Window, HTMLIFrameElement>();

/** Takes the opener away from a popup that still shows its empty page. */
export function cutOpener(popup: Window): void {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.name = `mastoauth-${Math.random()}`;
  document.documentElement.append(frame);
  frames.set(popup, frame);
  try {
    // Whoever opens an empty address in an existing frame becomes its opener.
    const found = popup.open("", frame.name);
    if (found !== frame.contentWindow) found?.close();
  } catch {
    // The popup can then be closed on this site's own pages only.
  }
  popup.opener = null;
}

/** Removes the frame of a popup that has come back or is closed. */
export function forgetPopup(popup: Window): void {
  frames.get(popup)?.remove();
}

/** How often this page looks whether the popup shows the empty page, and for how long, in milliseconds. */
const lookMs = 250;
const blankMs = 5_000;

/**
 * Closes the popup, whatever page it shows. Chromium ignores a close() that comes during a navigation, and every later one, so the
 * popup navigates to an empty page first.
 */
export function closePopup(popup: Window): void {
  if (popup.closed) return forgetPopup(popup);
  callFromFrame(popup, popup.location.replace, popup.location, "about:blank");
  const calledAt = performance.now();
  const close = (): void => {
    clearInterval(timer);
    callFromFrame(popup, popup.close, popup);
    forgetPopup(popup);
  };
  const timer = setInterval(() => {
    if (popup.closed || addressOf(popup) === "about:blank" || performance.now() - calledAt > blankMs) close();
  }, lookMs);
  addEventListener("pagehide", close, { once: true }); // if this page is left before that
}

/** The address that the window shows, if that is a page of this site or an empty one. In Chromium, a severed window has none, and a closed one has. */
export function addressOf(popup: Window): string | undefined {
  try {
    return popup.location.href;
  } catch {
    return undefined;
  }
}

/** Calls a method as if the frame did so: for browsers, the caller is the window whose function makes the call, here forEach. */
function callFromFrame(popup: Window, method: (argument: string) => void, of: unknown, argument = ""): void {
  const caller = (frames.get(popup)?.contentWindow ?? window) as unknown as typeof globalThis;
  try {
    caller.Array.of(argument).forEach(method, of);
  } catch {
    // The browser does not allow it. A popup that comes back after that closes itself.
  }
}
