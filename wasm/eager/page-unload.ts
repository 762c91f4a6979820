// What this page waits for while it is left. Firefox and WebKit cancel what a page loads as soon as a navigation begins, and the page
// runs on until the next one comes, or returns from the back/forward cache. So what fails then is no failure of a server or a file.

import { toMastodonError } from "../shared/error-from-fields.js";
import { isMastodonError } from "../shared/error-recognition.js";
import type { MastodonError } from "../shared/errors.js";

/** How long the next page may take to come, in milliseconds. After that, the navigation led nowhere: to a download, for example. */
const comingMs = 10_000;
/** How long after its return a page may learn what was cancelled while it was away, in milliseconds. */
const returnedMs = 1_000;

/** The latest navigation away: when it began, until when it explains a failure, and whether the page is still away. */
let leftAt = 0;
let until = 0;
let away = false;
let working = 0;

const onNavigation = ({ type }: Event): void => {
  const now = Date.now();
  away = type !== "pageshow";
  if (away) leftAt = now;
  until = type === "pagehide" ? Infinity : now + (away ? comingMs : returnedMs);
};

/** Listens only while there is work: Firefox keeps no page with a beforeunload listener in its back/forward cache. */
function listen(change: "addEventListener" | "removeEventListener"): void {
  for (const type of ["beforeunload", "pagehide", "pageshow"]) globalThis[change]?.(type, onNavigation);
}

/**
 * Passes on the outcome of the work. If it fails because this page is left, the promise stays pending until the person is back or the
 * navigation has led nowhere, and rejects with code "aborted" then.
 */
export async function acrossUnload<Result>(op: string, work: Promise<Result>): Promise<Result> {
  const begun = Date.now();
  if (!working++) listen("addEventListener");
  try {
    return await work;
  } catch (failed) {
    let error = failed;
    if (begun <= leftAt && Date.now() <= until && !isOwnAnswer(failed)) {
      if (away) {
        await new Promise<unknown>((resume) => {
          addEventListener("pageshow", resume, { once: true });
          setTimeout(resume, comingMs);
        });
      }
      error = { name: "MastodonNetworkError", code: "aborted", op, message: "the page was left." };
    }
    // What the page's own fetch throws is passed on.
    throw error instanceof Error && !isMastodonError(error) ? error : toMastodonError(error, acrossUnload);
  } finally {
    if (!--working) listen("removeEventListener");
  }
}

/** Whether an error has nothing to do with what was cancelled: a server has answered, an option is wrong, or the caller has aborted. */
function isOwnAnswer(error: unknown): boolean {
  const { name, code, status } = Object(error) as Partial<MastodonError>;
  return !!status || code === "aborted" || name === "MastodonIllegalArgumentError";
}
