// @ts-check
// Takes a lock over from a tab that does not answer any more: one that shows an alert, sleeps, or is frozen in the back/forward cache
// with its lock. A tab that waits asks the holder for a sign of life now and then. It also calls navigator.locks.query(): that makes
// Chromium drop a frozen page, and the lock is free. A holder that answers keeps the lock, however long its work takes.

const page = globalThis;

/** The time between two questions, in milliseconds. */
const askMs = 1_500;
/** How many questions in a row stay without an answer before the lock is taken over, nine seconds after the first look. */
const mostQuestions = 5;

/** A question, or an answer, with the name of a lock. @typedef {{ asks?: string, holds?: string }} Message */

/** @param {(lock: string) => boolean} holds says whether this tab holds a lock. */
export function newTakeover(holds) {
  /** For each lock that is waited for here, what to do at a sign of life. @type {Set<(lock: string) => void>} */
  const waiting = new Set();
  /** Undefined until it is opened; null if the browser has none. @type {BroadcastChannel | null | undefined} */
  let tabs;

  /** Begins to answer the questions of other tabs. */
  function listen() {
    if (tabs !== undefined || "Deno" in page) return; // Deno has no tabs, and would not end before the channel
    tabs = null;
    if ("Deno" in page) return; // its channels keep a program from ending, and no other program shares its locks
    try {
      tabs = new page.BroadcastChannel("mastoauth:locks");
      /** @type {{ unref?(): void }} */ (tabs).unref?.(); // Node would wait for it
      tabs.onmessage = ({ data }) => {
        const { asks, holds: held } = /** @type {Message} */ (Object(data));
        if (asks !== undefined && holds(asks)) tabs?.postMessage({ holds: asks });
        if (held !== undefined) for (const hear of [...waiting]) hear(held);
      };
    } catch {
      // Nobody can be asked here, so nothing is taken over.
    }
  }

  return {
    listen,

    /**
     * Calls takeOver once the holder of a lock has not answered for too long. Returns a function that ends the watch.
     *
     * @param {LockManager} manager @param {string} lock @param {() => void} takeOver
     */
    watch(manager, lock, takeOver) {
      let questions = 0;
      /** @type {string | undefined} */
      let holder;
      const alive = (/** @type {string} */ of) => void (of === lock && (questions = 0));
      const ask = () => {
        timer = setTimeout(ask, askMs);
        if (holds(lock)) questions = 0;
        if (questions++ === mostQuestions) {
          end();
          return takeOver();
        }
        tabs?.postMessage({ asks: lock });
        manager.query().then(({ held = [] }) => {
          const now = held.find(({ name }) => name === lock)?.clientId;
          if (now !== holder) questions = 1; // it is another one's turn
          holder = now;
        }).catch(() => undefined);
      };
      const end = () => {
        clearTimeout(timer);
        waiting.delete(alive);
      };
      let timer = setTimeout(ask, askMs);
      if (tabs) waiting.add(alive);
      else clearTimeout(timer);
      return end;
    },
  };
}
