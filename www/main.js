// A visit to the page: a first one, one with accounts that were kept, or the way back from a server or from the letter that confirms
// an e-mail address.

import { leaveAccount, showAccount } from "./account.js";
import { auth } from "./auth.js";
import { isAwaited, settleConfirmation, showConfirmation } from "./confirmation.js";
import { element, makeButton } from "./dom.js";
import { PageError, hasCode, showError } from "./error-message.js";
import { Mastodon, MastodonNetworkError, MastodonRatelimitError, MastodonServerError } from "./lib/index.js";
import { prepareSignIn } from "./sign-in.js";
import { prepareSignUp } from "./sign-up.js";
import { announce, enter, isStanding } from "./views.js";

/** @param {ReturnType<typeof auth.init>} found @param {string} callback the address with an answer that createAuth does not know, or "" */
export async function start(found, callback) {
  prepareSignIn();
  prepareSignUp();
  auth.on("changed", ({ current }) => {
    if (current && (!isStanding("confirmation") || isAwaited(current))) showAccount(current);
    else if (!current) leaveAccount(); // signed out, here or in another tab
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
  if (hasCode(error, "callback_empty")) return; // an address without an answer is a visit like any other
  if (hasCode(error, "access_denied")) {
    return announce("You said no, and that is fine.", "Nothing was shared and nothing was changed. If you meant to say yes, log in again.");
  }
  if (hasCode(error, "unauthorized") && error.op === "signUp") return settleConfirmation({ status: "failed", error, returnTo: "", state: "" });
  // What did not reach the server is still good, and is tried again when the page is loaded anew.
  const again = [MastodonNetworkError, MastodonServerError, MastodonRatelimitError].some((kind) => error instanceof kind);
  showError(element(auth.current ? "page-problem" : "return-problem"), error, again ? makeButton("Try again", () => location.reload()) : undefined);
}

function firstVisit() {
  const lost = removeUnreadable();
  if (lost) showError(element("return-problem"), new PageError(lost, "Log in again."));
  // Nothing needs the module yet. It is loaded so that the button answers at once, and a browser that refuses it says so.
  auth.preload().catch((error) => showError(element("sign-in-problem"), error));
}

/** Removes logins that are no sessions: damaged ones, and those of before this page had several accounts. */
function removeUnreadable() {
  try {
    const keys = Object.keys(localStorage).filter((key) => /^mastoauth(:session:|-page:(login|newcomer|app:))/.test(key));
    for (const key of keys) localStorage.removeItem(key);
    if (keys.some((key) => key.startsWith("mastoauth:session:"))) return "The login stored in this browser was damaged, so it was removed.";
    return keys.includes("mastoauth-page:login") ? "This page stores logins in a new way, so the earlier one was removed." : "";
  } catch {
    return ""; // nothing is kept where storage is blocked
  }
}
