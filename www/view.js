// @ts-check
// The views of the page, one shown at a time. Four say how things stand: the door (signed out), waiting (on the way back),
// confirm (signed up, not confirmed yet) and home (signed in). One is a place to go to and to come back from: #sign-up.

const titles = {
  "door": "Log in with Mastodon",
  "sign-up": "Create an account · Log in with Mastodon",
  "confirm": "Confirm your e-mail · Log in with Mastodon",
  "waiting": "One moment · Log in with Mastodon",
  "home": "Your keys · Log in with Mastodon",
};
/** @typedef {"door" | "confirm" | "waiting" | "home"} Standing */

/** @type {Standing} */
let standing = "door";

/**
 * Shows how things stand, and at the door what the address asks for.
 *
 * @param {Standing} name
 * @returns {keyof typeof titles} what is shown
 */
export function show(name) {
  standing = name;
  if (name !== "door" || location.href.endsWith("#")) leavePlace();
  const shown = location.hash === "#sign-up" ? "sign-up" : name;
  for (const view of document.querySelectorAll(".view")) {
    if (view instanceof HTMLElement) view.hidden = view.id !== shown;
  }
  document.title = titles[shown];
  return shown;
}

/**
 * Shows it and moves a keyboard or a screen reader to its heading, as after a navigation.
 *
 * @param {Standing} name
 */
export function enter(name) {
  const shown = show(name);
  window.scrollTo(0, 0);
  const heading = document.querySelector(`#${shown} h1`);
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
}

/** Follows the link to the place and the ways back. */
export function followLinks() {
  window.addEventListener("hashchange", () => enter(standing));
}

/** Takes the place out of the address, so that the next view is how things stand. */
export function leavePlace() {
  if (location.hash === "#sign-up" || location.href.endsWith("#")) history.replaceState(null, "", location.pathname + location.search);
}
