// Shows errors: what happened, what to do, and in small print the details for a bug report.

import { diagnosisOf, isDiagnosable } from "./diagnosis.js";
import { clear, link, make, spaced, webAddress } from "./dom.js";
import { isMastodonError } from "./lib/index.js";

/** An error of the page itself, or one of the library (then the cause) for which the page has a better message. */
export class PageError extends Error {
  constructor(message, hint, cause) {
    super(message, { cause });
    this.hint = hint;
  }
}

/** Shows the error in an element with the role “alert”. @param {Element} place @param {HTMLButtonElement} [button] what to do about it */
export function showError(place, error, button) {
  if (hasCode(error, "aborted")) return clear(place);
  place.replaceChildren(...spaced(...lines(error), ...(button ? [button] : [])));
}

/** Shows the error below its field, and focuses the field. @param {HTMLInputElement} field */
export function showFieldError(field, error) {
  if (isDiagnosable(error)) showDiagnosable(problemOf(field), error, field.value);
  else showError(problemOf(field), error);
  field.ariaInvalid = "true";
  field.focus();
}

export function clearFieldErrors(...fields) {
  for (const field of fields) field.ariaInvalid = null;
  clear(...fields.map(problemOf));
}

/** The element that shows the errors of a field. @param {HTMLInputElement} field @returns {any} */
export const problemOf = (field) => document.getElementById(`${field.id}-problem`);
/** Whether an error of the library has one of the codes. @param {import("./lib/index.js").MastodonErrorCode[]} codes */
export const hasCode = (error, ...codes) => isMastodonError(error) && codes.includes(error.code);

/** Shows what the person is told, and the diagnosis in place of the hint, which is for the developer of a page. */
function showDiagnosable(place, error, server) {
  const what = make("p", { class: "what" }, "One moment …");
  place.replaceChildren(...spaced(what, diagnosisOf(server), ...finePrint(error)));
  error.userMessage("en").then((message) => (what.textContent = message));
}

function lines(error) {
  if (error instanceof PageError) return [...paragraphs(error.message, error.hint), ...finePrint(error.cause)];
  if (isMastodonError(error)) {
    const until = error.resetAt && `Your server will accept requests again at ${new Date(error.resetAt).toLocaleTimeString()}.`;
    const there = webAddress(error.page) ? [make("p", {}, link(error.page, "Open the server’s page"))] : [];
    return [...paragraphs(sentence(error.message), sentence(error.hint), until), ...there, ...finePrint(error)];
  }
  return [...paragraphs("Something unexpected happened in this page.", "Reload it and try again."), make("p", { class: "small" }, String(error))];
}

const paragraphs = (what, ...more) => [make("p", { class: "what" }, what), ...more.filter(Boolean).map((text) => make("p", {}, text))];

/** The details for a bug report. */
function finePrint(error) {
  if (!isMastodonError(error)) return [];
  const words = error.description ? [make("p", {}, "The server’s own words: ", make("q", { dir: "auto" }, error.description))] : [];
  const small = [error.code, error.op, error.status, error.requestId && `request ${error.requestId}`];
  return [...words, make("p", { class: "small" }, small.filter(Boolean).join(" · "))];
}

/** Turns a message into a sentence. The name of an option, which means nothing to a person, is removed. */
export function sentence(text = "") {
  const bare = text.replace(/^(?:[a-z]+(?:[A-Z][a-z]+)*: )+/, "").replace(/(?<=[\p{Lu}\p{Ll}\d)])$/u, ".");
  return /^[^\s]*[.:]\S/.test(bare) ? bare /* a server's name is written as it is */ : bare.charAt(0).toUpperCase() + bare.slice(1);
}
