// Starts the page: on a first visit, with stored sessions, with the callback of a server, or from the link in a confirmation e-mail.

import { leaveAccount, showAccount } from "./account.js";
import { auth } from "./auth.js";
import { isAwaited, settleConfirmation, showConfirmation } from "./confirmation.js";
import { element, makeButton } from "./dom.js";
import { PageError, hasCode, showError } from "./error-message.js";
import { Mastodon, MastodonNetworkError, MastodonRatelimitError, MastodonServerError } from "./lib/index.js";
import { prepareSignIn } from "./sign-in.js";
import { prepareSignUp } from "./sign-up.js";
import { announce, enter, isStanding } from "./views.js";

/** @param {ReturnType<typeof auth.init>} found @param {string} callback a callback URL that createAuth does not know, or "" */
export async function start(found, callback) {
  prepareSignIn();
  prepareSignUp();
  auth.on("changed", ({ current }) => {
    if (current && (!isStanding("confirmation") || isAwaited(current))) showAccount(current);
    else if (!current) leaveAccount(); // signed out, in this tab or another one
  });
  const status = /** @type {any} */ (await found);
  const known = status.status === "failed" || status.status === "denied";
  const error = callback && !known ? await new Mastodon().handleCallback(callback).catch((error) => error) : undefined;
  if (status.status === "unconfirmed") return showConfirmation(status);
  if (auth.current) showAccount(auth.current);
  else enter("signed-out");
  if (known || error) tellFailure(error ?? status.error);
  else if (status.unkept) showError(element("page-problem"), status.unkept);
  else if (status.state === "held") announce("This login is not stored in this browser.", "It lasts until you close or reload this page.");
  else if (!auth.current) firstVisit();
}

function tellFailure(error) {
  if (hasCode(error, "callback_empty")) return; // the URL holds no callback
  if (hasCode(error, "access_denied")) {
    return announce("You said no, and that is fine.", "Nothing was shared and nothing was changed. If you meant to say yes, log in again.");
  }
  if (hasCode(error, "unauthorized") && error.op === "signUp") return settleConfirmation({ status: "failed", error, returnTo: "", state: "" });
  // After one of these errors, the code is still valid, and a reload tries again.
  const again = [MastodonNetworkError, MastodonServerError, MastodonRatelimitError].some((kind) => error instanceof kind);
  showError(element(auth.current ? "page-problem" : "return-problem"), error, again ? makeButton("Try again", () => location.reload()) : undefined);
}

function firstVisit() {
  const lost = removeUnreadable();
  if (lost) showError(element("return-problem"), new PageError(lost, "Log in again."));
  // Loads the module early, so that the button responds at once, and so that an unsupported browser shows an error now.
  auth.preload().catch((error) => showError(element("sign-in-problem"), error));
}

/** Removes stored logins that are damaged, so that they are no sessions. */
function removeUnreadable() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith("mastoauth:session:"));
    for (const key of keys) localStorage.removeItem(key);
    return keys.length > 0 ? "The login stored in this browser was damaged, so it was removed." : "";
  } catch {
    return ""; // storage is blocked, so nothing is stored
  }
}
