// An error as a person sees it: what happened, what to do, and in small print what a report needs.

import { clear, make } from "./dom.js";
import { isMastodonError } from "./lib/index.js";

/** What the page itself finds wrong, or can say better than the library, whose error is the cause. */
export class PageError extends Error {
  constructor(message, hint, cause) {
    super(message, { cause });
    this.hint = hint;
  }
}

/** Shows the error in its place, which has the role “alert”. @param {Element} place @param {HTMLButtonElement} [button] the way out */
export function showError(place, error, button) {
  if (hasCode(error, "aborted")) return clear(place);
  place.replaceChildren(...lines(error), ...(button ? [button] : []));
}

/** Shows the error under the field that it is about, and leads there. @param {HTMLInputElement} field */
export function showFieldError(field, error) {
  showError(problemOf(field), error);
  field.ariaInvalid = "true";
  field.focus();
}

export function clearFieldErrors(...fields) {
  for (const field of fields) field.ariaInvalid = null;
  clear(...fields.map(problemOf));
}

/** Where errors about a field are shown. @param {HTMLInputElement} field @returns {any} */
export const problemOf = (field) => document.getElementById(`${field.id}-problem`);
export const hasCode = (error, ...codes) => isMastodonError(error) && codes.includes(error.code);

function lines(error) {
  if (error instanceof PageError) return [...paragraphs(error.message, error.hint), ...finePrint(error.cause)];
  if (isMastodonError(error)) {
    const until = error.resetAt && `Your server will accept requests again at ${new Date(error.resetAt).toLocaleTimeString()}.`;
    return [...paragraphs(sentence(error.message), sentence(error.hint), until), ...finePrint(error)];
  }
  return [...paragraphs("Something unexpected happened in this page.", "Reload it and try again."), make("p", { class: "small" }, String(error))];
}

const paragraphs = (what, ...more) => [make("p", { class: "what" }, what), ...more.filter(Boolean).map((text) => make("p", {}, text))];

/** What a report needs. */
function finePrint(error) {
  if (!isMastodonError(error)) return [];
  const words = error.description ? [make("p", {}, "The server’s own words: ", make("q", { dir: "auto" }, error.description))] : [];
  const small = [error.code, error.op, error.status, error.requestId && `request ${error.requestId}`];
  return [...words, make("p", { class: "small" }, small.filter(Boolean).join(" · "))];
}

/** Makes a sentence of the text, without the name of an option, which means nothing to a person. */
function sentence(text = "") {
  const bare = text.replace(/^(?:[a-z]+(?:[A-Z][a-z]+)*: )+/, "");
  return /^[^\s]*[.:]\S/.test(bare) ? bare /* a server's name is written as it is */ : bare.charAt(0).toUpperCase() + bare.slice(1);
}
