// @ts-check
// A visit to the page: a first one, one with a login that was kept, the way back from the server, or the landing after the
// link in a confirmation e-mail, which has nothing in its address.

import { client } from "./client.js";
import { awaitConfirmation, settle } from "./confirmation.js";
import { element, make } from "./element.js";
import { home } from "./home.js";
import { MastodonNetworkError, MastodonRatelimitError, MastodonServerError, load } from "./lib/index.js";
import { Mistake, clear, hasCode, report } from "./problem.js";
import { LOGIN, NEWCOMER, forget, hasLogin, newcomer } from "./shelf.js";
import * as signin from "./signin.js";
import { openSignUp } from "./signup.js";
import { enter } from "./view.js";

const problem = element("return-problem", HTMLDivElement);

/**
 * @param {string} answer the address with the server's answer, or ""
 */
export async function visit(answer) {
  signin.open();
  openSignUp();
  if (answer) return comeBack(answer);
  const waiting = newcomer();
  if (waiting) return wait(waiting);
  if (hasLogin()) return restore();
  // Nothing needs the module yet; it is loaded so that the button answers at once, and a browser that refuses it says so.
  load().catch((error) => report(element("sign-in-problem", HTMLDivElement), error));
}

/**
 * Takes up a sign-up that was not confirmed at the last visit.
 *
 * @param {import("./shelf.js").Newcomer} who
 */
async function wait(who) {
  const mastodon = client({ accessTokenKey: LOGIN });
  awaitConfirmation(mastodon, who);
  await settle(mastodon, who).catch((error) => report(element("confirm-problem", HTMLDivElement), error));
}

/** Shows the login that this browser kept. */
async function restore() {
  const mastodon = client({ accessTokenKey: LOGIN });
  try {
    home(mastodon, await mastodon.persistableLoginCredentials());
  } catch (error) {
    enter("door");
    if (!hasCode(error, "storage_corrupt", "not_logged_in", "client_missing")) return report(problem, error);
    forget(LOGIN); // it would be in the way each time
    report(problem, new Mistake("The login that this browser kept is damaged, so it was removed.", "Log in again."));
  }
}

/**
 * Completes the login.
 *
 * @param {string} answer
 */
async function comeBack(answer) {
  clear(problem);
  enter("waiting");
  // Made without a key, because what is stored under it may be a login with another server, which this one replaces.
  const mastodon = client({});
  try {
    await mastodon.handleCallback({ url: answer, toKey: LOGIN });
  } catch (error) {
    return refused(error, answer, mastodon);
  }
  forget(NEWCOMER); // this login took the place of theirs
  return restore();
}

/**
 * @param {unknown} error
 * @param {string} answer
 * @param {import("./lib/index.js").Mastodon} mastodon
 */
async function refused(error, answer, mastodon) {
  if (hasCode(error, "storage_full", "storage_blocked")) {
    // The token may be there although it could not be kept: then the login holds until the page is closed.
    const credentials = await mastodon.persistableLoginCredentials().catch(() => undefined);
    if (credentials) {
      home(mastodon, credentials);
      return report(element("page-problem", HTMLDivElement), error);
    }
  }
  enter("door");
  if (hasCode(error, "access_denied")) {
    element("door-notice", HTMLDivElement).append(make("p", {}, make("strong", {}, "You said no, and that is fine. "),
      "Nothing was shared and nothing was changed. If you meant to say yes, log in again."));
    return;
  }
  // A code that did not reach the server is still good.
  const kinds = [MastodonNetworkError, MastodonServerError, MastodonRatelimitError];
  if (!kinds.some((kind) => error instanceof kind)) return report(problem, error);
  const again = make("button", { type: "button" }, "Try again");
  again.addEventListener("click", () => comeBack(answer));
  report(problem, error, again);
}
