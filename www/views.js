// The views of the page, one shown at a time. One of them is the person's standing: signed-out, waiting, confirmation (signed up,
// not confirmed yet) or account (signed in). Two places to go to and to come back from stand in the address.

import { clear, element, elements, make } from "./dom.js";

const places = { "#sign-up": "sign-up", "#add-account": "signed-out" };
/** The id of a view; none at first. */
let standing = "";

/** Shows a standing, or the place in the address where one may go from there. @param {string} name */
export function show(name) {
  standing = name;
  if (!["", "signed-out", "account"].includes(name) || location.href.endsWith("#")) leavePlace();
  const shown = places[location.hash] ?? name;
  for (const view of document.querySelectorAll(".view")) view.toggleAttribute("hidden", view.id !== shown);
  element("add-back").hidden = name !== "account";
  if (shown) document.title = element(shown).dataset.title;
  return shown;
}

/** Shows it. Where that is another view, a keyboard or a screen reader moves to its heading. @param {string} name */
export function enter(name) {
  const before = document.querySelector(".view:not([hidden])")?.id;
  const shown = show(name);
  if (shown === before) return;
  window.scrollTo(0, 0);
  element(shown).querySelector("h1").focus({ preventScroll: true });
}
export const isStanding = (name) => standing === name;

/** Follows the links to the places and the ways back. */
export const followLinks = () => window.addEventListener("hashchange", () => enter(standing));

/** Takes the place out of the address, so that the next view is the standing. */
export function leavePlace() {
  if (location.hash in places || location.href.endsWith("#")) history.replaceState(null, "", location.pathname + location.search);
}

/** Says what has happened, in bold and in more words, and takes back what was said. @param {string} what @param {...(Node | string)} more */
export function announce(what, ...more) {
  const notices = elements("signed-out-notice", "account-notice");
  clear(...notices, ...elements("page-problem", "return-problem"));
  if (what) notices[isStanding("account") ? 1 : 0].append(make("p", {}, make("strong", {}, what), " ", ...more));
}
