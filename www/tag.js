// The demo page of the tag: it shows the tag's events, and has controls for its attributes.

import { element } from "./dom.js";

const tag = /** @type {any} */ (document.querySelector("mastodon-login"));
const told = element("told");

tag.addEventListener("changed", ({ detail: { current } }) => {
  told.textContent = current ? `This page knows now that you are @${current.account.handle}.` : "Nobody is signed in to this page.";
});
element("settings").addEventListener("change", ({ currentTarget }) => {
  const chosen = new FormData(currentTarget);
  tag.lang = String(chosen.get("lang"));
  tag.dir = String(chosen.get("dir"));
  tag.setAttribute("display", String(chosen.get("display")));
});
