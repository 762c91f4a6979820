// @ts-check
// What is wrong with a sign-up, under the field that it is about.

import { element, make } from "./element.js";
import { clear } from "./problem.js";

/** @typedef {{code: string, text: string}} Finding */

/** The fields, by the names that servers have for them. */
const fields = new Map([
  ["username", "new-username"], ["email", "new-email"], ["password", "new-password"], ["date_of_birth", "new-birth"],
  ["reason", "new-reason"], ["agreement", "new-agreement"],
].map(([name, id]) => [name, { field: element(id, HTMLElement), place: element(`${id}-problem`, HTMLDivElement) }]));
const elsewhere = element("new-problem", HTMLDivElement);

/** Takes what was found out of the form; what is about a field goes as soon as somebody changes it. */
export function openFindings() {
  for (const { field, place } of fields.values()) field.addEventListener("input", () => mend(field, place));
}

export function clearFindings() {
  clear(elsewhere);
  for (const { field, place } of fields.values()) mend(field, place);
}

/**
 * Shows the findings and leads to the first of them. Those that are about no field of this form stand below it.
 *
 * @param {Map<string, Finding[]>} found by the names of the fields
 */
export function showFindings(found) {
  const strange = [];
  for (const [name, list] of found) {
    const about = fields.get(name);
    if (about && !about.field.closest("[hidden]")) {
      about.field.ariaInvalid = "true";
      about.place.replaceChildren(...lines(list));
    } else {
      strange.push(make("p", { class: "what" }, make("bdi", {}, name), ":"), ...lines(list));
    }
  }
  elsewhere.replaceChildren(...strange);
  [...fields.values()].find(({ field }) => field.ariaInvalid)?.field.focus();
}

/**
 * Reads an error's details. They are as the server sent them, and servers know fields that others do not: “reason” is
 * “invite_request” to some, and “account.username” is the username.
 *
 * @param {unknown} details
 * @returns {Map<string, Finding[]>}
 */
export function findings(details) {
  const found = new Map();
  for (const [name, list] of Object.entries(details ?? {}).slice(0, 20)) {
    const bare = name.split(".").find((part) => fields.has(part)) ?? (name.startsWith("invite_request") ? "reason" : name.slice(0, 60));
    const read = (Array.isArray(list) ? list : [list]).slice(0, 5).map((entry) => ({
      code: words(entry?.error, 60), text: words(entry?.description, 300) || words(entry, 300),
    }));
    found.set(bare, [...(found.get(bare) ?? []), ...read]);
  }
  return found;
}

/** @param {Finding[]} list */
function lines(list) {
  const codes = list.map(({ code }) => code).filter(Boolean).join(" · ");
  return [...list.map(({ code, text }) => make("p", { class: "what", dir: "auto" }, text || code)),
    ...(codes ? [make("p", { class: "small" }, codes)] : [])];
}

/**
 * @param {HTMLElement} field
 * @param {HTMLElement} place
 */
function mend(field, place) {
  field.ariaInvalid = null;
  clear(place);
}

/**
 * @param {unknown} value
 * @param {number} length
 */
function words(value, length) {
  return typeof value === "string" ? value.slice(0, length) : "";
}
