// What this page waits for while it is left. Firefox and WebKit cancel what a page loads as soon as a navigation begins, and the page
// runs on until the next one comes, or returns from the back/forward cache. So what fails then is no failure of a server or a file.

import { errorFromFields } from "../shared/error-from-fields.js";
import type { MastodonError } from "../shared/errors.js";

/** How long the next page may take to come, in milliseconds. After that, the navigation led nowhere: to a download, for example. */
const comingMs = 10_000;
/** How long after its return a page may learn what was cancelled while it was away, in milliseconds. */
const returnedMs = 1_000;

/** The latest navigation away: when it began, and until when it explains a failure. */
let leaving = { begun: 0, until: 0, away: false };
let working = 0;

const onNavigation = ({ type }: Event): void => {
  const now = Date.now();
  if (type === "beforeunload") leaving = { begun: now, until: now + comingMs, away: true };
  else if (type === "pagehide") leaving = { begun: now, until: Infinity, away: true };
  else leaving = { ...leaving, until: now + returnedMs, away: false };
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
  } catch (error) {
    if (begun > leaving.begun || Date.now() > leaving.until || isOwnAnswer(error)) throw error;
    if (leaving.away) {
      await new Promise<unknown>((resume) => {
        addEventListener("pageshow", resume, { once: true });
        setTimeout(resume, comingMs);
      });
    }
    throw errorFromFields({ name: "MastodonNetworkError", code: "aborted", op, message: "the page was left." });
  } finally {
    if (!--working) listen("removeEventListener");
  }
}

/** Whether an error has nothing to do with what was cancelled: a server has answered, an option is wrong, or the caller has aborted. */
function isOwnAnswer(error: unknown): boolean {
  const { name, code, status } = Object(error) as Partial<MastodonError>;
  return !!status || code === "aborted" || name === "MastodonIllegalArgumentError";
}
