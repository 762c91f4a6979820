// @ts-check
// What someone sees who is logged in.

import { element, make } from "./element.js";
import { offerFiles } from "./files.js";
import { offerLeaving } from "./leaving.js";
import { showPerson } from "./person.js";
import { offerPost } from "./post.js";
import { showPreferences } from "./preferences.js";
import { allow, inWords } from "./scopes.js";
import { LOGIN, hasLogin } from "./shelf.js";
import { showStrings } from "./strings.js";
import { offerVerification } from "./verification.js";
import { enter } from "./view.js";

/** Whether somebody was here since the page was loaded. */
export let visited = false;

/**
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {import("./lib/index.js").Credentials} credentials
 */
export function home(mastodon, credentials) {
  visited = true;
  const granted = (credentials.scope ?? "").split(" ").filter(Boolean);
  const server = new URL(credentials.api_base_url).host;
  showStrings(credentials);
  offerFiles(credentials);
  showGrants(granted);
  offerPost(mastodon, server, allow(granted, "write:statuses"));
  offerVerification(mastodon, server);
  offerLeaving(mastodon, credentials.api_base_url);
  showPerson(mastodon, server);
  showPreferences(mastodon, allow(granted, "read:accounts"));
  enter("home");
  // Logged out in another tab: what is shown here is no longer true.
  window.addEventListener("storage", ({ key }) => {
    if ((key === LOGIN || key === null) && !hasLogin() && !element("home", HTMLElement).hidden) location.reload();
  });
}

/** @param {string[]} granted */
function showGrants(granted) {
  element("granted", HTMLUListElement).replaceChildren(...granted.map((scope) =>
    make("li", {}, inWords(scope), " ", make("code", {}, scope))));
}
