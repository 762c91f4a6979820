// @ts-check
// The page of the tag: what a page does with it, which is to listen; and its settings, to see what they change.

import { element } from "./element.js";

/** @typedef {import("./lib/element.js").MastodonLogin} MastodonLogin */

const tag = /** @type {MastodonLogin} */ (document.querySelector("mastodon-login"));
const told = element("told", HTMLParagraphElement);

tag.addEventListener("signed-in", ({ detail }) => {
  told.textContent = `This page knows now that you are @${detail.session.account.handle}.`;
});
tag.addEventListener("signed-out", () => {
  if (!tag.auth.current) told.textContent = "Nobody is signed in to this page.";
});

const settings = element("settings", HTMLFormElement);
settings.addEventListener("change", apply);

function apply() {
  const chosen = new FormData(settings);
  tag.lang = String(chosen.get("lang"));
  tag.dir = String(chosen.get("dir"));
  tag.setAttribute("display", String(chosen.get("display")));
}
