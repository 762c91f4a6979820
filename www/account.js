// The view of a signed-in account.

import { showAccountList } from "./account-list.js";
import { showCredentials } from "./credentials.js";
import { element, make } from "./dom.js";
import { hasCode, showError } from "./error-message.js";
import { offerPost } from "./first-post.js";
import { showPreferences } from "./preferences.js";
import { showProfile } from "./profile.js";
import { allow, scopeInWords } from "./scope-picker.js";
import { offerSignOut } from "./sign-out.js";
import { offerVerification } from "./verification.js";
import { announce, enter, isStanding } from "./views.js";

let shown;
let untilNext = new AbortController(); // aborts the pending requests of the account that is shown

export function showAccount(session) {
  showAccountList(session);
  if (shown !== session || !isStanding("account")) draw(session);
  enter("account");
}

/** Removes all data of the account from the page. */
export function leaveAccount() {
  untilNext.abort();
  if (isStanding("account")) enter("signed-out");
}

function draw(session) {
  if (shown) announce("");
  shown = session;
  untilNext.abort();
  untilNext = new AbortController();
  const { mastodon, scopes } = session;
  element("granted").replaceChildren(...scopes.map((scope) => make("li", {}, scopeInWords(scope), " ", make("code", {}, scope))));
  offerSignOut(session);
  offerPost(session, allow(scopes, "write:statuses"));
  offerVerification(session);
  showProfile(session, untilNext.signal);
  showPreferences(mastodon, allow(scopes, "read:accounts"), untilNext.signal);
  showCredentials(mastodon, untilNext.signal).catch((error) => refuse(session, error));
}

/** Removes a login whose record is damaged: it would fail on every visit. */
async function refuse(session, error) {
  if (!hasCode(error, "storage_corrupt", "not_logged_in", "client_missing")) return showError(element("page-problem"), error);
  await session.forget();
  announce("The login stored in this browser was damaged, so it was removed.", "Log in again.");
}
