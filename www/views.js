// The views of the page; one is shown at a time. The main view ("standing") is signed-out, waiting, confirmation (a sign-up is
// pending) or account (signed in). The hash of the URL can name one of two more views ("places"), from which one comes back.

import { clear, element, elements, make } from "./dom.js";

const places = { "#sign-up": "sign-up", "#add-account": "signed-out" };
/** The id of the main view; "" at first. */
let standing = "";

/** Sets the main view. Shows it, or the place in the URL if it can be reached from this view. @param {string} name */
export function show(name) {
  standing = name;
  if (!["", "signed-out", "account"].includes(name) || location.href.endsWith("#")) leavePlace();
  const place = places[location.hash];
  const shown = place && !document.getElementById(place) ? "" : place ?? name; // nothing, while its HTML file is loading
  for (const view of document.querySelectorAll(".view")) view.toggleAttribute("hidden", view.id !== shown);
  element("add-back").hidden = name !== "account";
  if (shown) document.title = element(shown).dataset.title;
  return shown;
}

/** Sets the main view. If the visible view changes, the focus moves to its heading. @param {string} name */
export function enter(name) {
  const before = document.querySelector(".view:not([hidden])")?.id;
  const shown = show(name);
  if (!shown || shown === before) return;
  window.scrollTo(0, 0);
  element(shown).querySelector("h1").focus({ preventScroll: true });
}
export const isStanding = (name) => standing === name;

/** Adds the views in another HTML file. It is loaded as a document, since Trusted Types forbid to parse text. @param {string} file */
export const addViews = (file) => new Promise((resolve, reject) => {
  const request = Object.assign(new XMLHttpRequest(), { responseType: "document" });
  request.onload = () => resolve(element("signed-out").after(...request.response?.querySelectorAll(".view") ?? []));
  request.onerror = () => reject(new Error(`${file} could not be loaded`));
  request.open("GET", file);
  request.send();
});

/** Follows the links to the places and back. */
export const followLinks = () => window.addEventListener("hashchange", () => enter(standing));

/** Removes the place from the URL, so that the next view is the main view. */
export function leavePlace() {
  if (location.hash in places || location.href.endsWith("#")) history.replaceState(null, "", location.pathname + location.search);
}

/** Shows what has happened, in bold and with details. Replaces the last notice. @param {string} what @param {...(Node | string)} more */
export function announce(what, ...more) {
  const notices = elements("signed-out-notice", "account-notice");
  clear(...notices, ...elements("page-problem", "return-problem"));
  if (what) notices[isStanding("account") ? 1 : 0].append(make("p", {}, make("strong", {}, what), " ", ...more));
}
