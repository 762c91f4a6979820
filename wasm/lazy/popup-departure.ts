// What becomes of a popup that leaves for the server. With Cross-Origin-Opener-Policy, of the server or of this page, the browser cuts
// the two windows apart when the popup leaves: popup.closed is true from then on, though the person sees the window.

import { addressOf } from "./popup-control.js";

/** How soon after it has left a popup may turn out to be severed, in milliseconds. */
const severMs = 1_000;
/** How soon this page has the focus again if the person or a program has closed the popup in front of it, in milliseconds. */
const focusMs = 300;
const lookMs = 5;
/**
 * Within that many looks, milliseconds or answers of the browser, this page learns that the popup is severed. On a busy machine, a look
 * and an answer take longer.
 */
const promptLooks = 4;
const promptMs = 30;
const promptAnswers = 40;

/**
 * Watches a popup that still shows an empty page and leaves now. The function that it returns tells whether popup.closed can be
 * believed: it is undefined until that is known.
 */
export function watchDeparture(popup: Window): () => boolean | undefined {
  const startedAt = performance.now();
  let asked = 0;
  let severed: boolean | undefined;
  // Every browser asks a page before it leaves, and again if the window is closed before the server answers.
  popup.addEventListener("beforeunload", () => asked++);
  popup.addEventListener("pagehide", () => {
    const leftAt = performance.now();
    let looks = 0;
    let answers = 0;
    const askBrowser = async (): Promise<void> => {
      while (answers < promptAnswers) {
        await (navigator.locks as LockManager | undefined)?.query();
        answers++;
      }
    };
    askBrowser().catch(() => (answers = promptAnswers));
    let closedAt = 0;
    const end = (result: boolean): void => {
      clearInterval(timer);
      severed = result;
    };
    const timer = setInterval(() => {
      const now = performance.now();
      looks++;
      if (!popup.closed) return now - leftAt > severMs || isBack(popup) ? end(false) : undefined;
      closedAt ||= now;
      if (asked > 1) return end(false);
      // A program closes a window without asking the page. Then this page has the focus, as after any closing.
      const prompt = (looks <= promptLooks || closedAt - leftAt <= promptMs || answers < promptAnswers) && (addressOf(popup) === undefined || closedAt - startedAt <= severMs);
      if (!prompt && document.hasFocus()) return end(false);
      if (prompt || now - closedAt > focusMs) end(true);
    }, lookMs);
  }, { once: true });
  return () => severed;
}

/** Whether the window shows a page of this site again. */
function isBack(popup: Window): boolean {
  const address = addressOf(popup);
  return address !== undefined && address !== "about:blank";
}
