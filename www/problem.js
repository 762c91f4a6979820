// @ts-check
// A problem as a person sees it: what happened, what to do, and in small print what a report needs.

import { make } from "./element.js";
import { MastodonError } from "./lib/index.js";

/**
 * Shows the error in its place, which is an element with the role “alert”. The button, if any, offers the way out.
 *
 * @param {Element} place
 * @param {unknown} error
 * @param {HTMLButtonElement} [button]
 */
export function report(place, error, button) {
  if (hasCode(error, "aborted")) return clear(place);
  place.replaceChildren(...lines(error), ...(button ? [button] : []));
}

/** What the page itself finds wrong, before the library is asked, or knows to say better than the library. */
export class Mistake extends Error {
  /**
   * @param {string} message what happened
   * @param {string} hint what to do
   * @param {unknown} [cause] the library's error
   */
  constructor(message, hint, cause) {
    super(message, { cause });
    this.hint = hint;
  }
}

/** @param {...Element} places */
export function clear(...places) {
  for (const place of places) place.replaceChildren();
}

/**
 * @param {unknown} error
 * @param {...string} codes
 */
export function hasCode(error, ...codes) {
  return error instanceof MastodonError && codes.includes(error.code);
}

/** @param {unknown} error */
function lines(error) {
  if (error instanceof Mistake) {
    return [make("p", { class: "what" }, error.message), make("p", {}, error.hint), ...finePrint(error.cause)];
  }
  if (!(error instanceof MastodonError)) {
    const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return [make("p", { class: "what" }, "Something unexpected happened in this page."), make("p", {}, "Reload it and try again."),
      make("p", { class: "small" }, name)];
  }
  const shown = [make("p", { class: "what" }, sentence(error.message))];
  if (error.hint) shown.push(make("p", {}, sentence(error.hint)));
  if (error.resetAt) shown.push(make("p", {}, `Your server will listen again at ${new Date(error.resetAt).toLocaleTimeString()}.`));
  return [...shown, ...finePrint(error)];
}

/**
 * What a report needs.
 *
 * @param {unknown} error
 */
function finePrint(error) {
  if (!(error instanceof MastodonError)) return [];
  const words = error.description ? [make("p", {}, "The server’s own words: ", make("q", { dir: "auto" }, error.description))] : [];
  const small = [error.code, error.op, error.status, error.requestId && `request ${error.requestId}`];
  return [...words, make("p", { class: "small" }, small.filter(Boolean).join(" · "))];
}

/**
 * Returns the text as a sentence of its own. The library's messages are written to follow the name of a function and of
 * an option, which mean nothing to the person at a page.
 *
 * @param {string} text
 */
function sentence(text) {
  const bare = text.replace(/^(?:[a-z]+(?:[A-Z][a-z]+)*: )+/, "");
  const server = /^[^\s]*[.:]\S/.test(bare); // a server's name is written as it is
  return server ? bare : bare.charAt(0).toUpperCase() + bare.slice(1);
}
