// Shows the errors of a sign-up, each below its field.

import { clear, element, make, spaced } from "./dom.js";
import { clearFieldErrors, problemOf, sentence } from "./error-message.js";

const elsewhere = element("new-problem");
/** The fields, by their names in the API. */
const fields = new Map([...element("newcomer").querySelectorAll("[name]")].map((field) => [field.name, field]));
// A field's errors disappear when its text changes.
for (const field of fields.values()) field.addEventListener("input", () => clearFieldErrors(field));

export function clearSignUpErrors() {
  clear(elsewhere);
  clearFieldErrors(...fields.values());
}

/** Shows each error at its field, others below the form. Focuses the first. @param {Map<string, {code: string, text: string}[]>} errors */
export function showSignUpErrors(errors) {
  for (const [name, list] of errors) {
    const field = fields.get(name);
    const known = field && !field.closest("[hidden]");
    if (known) field.ariaInvalid = "true";
    const codes = [...new Set(list.map(({ code }) => code))].filter(Boolean).join(" · "); // Mastodon has some twice
    const texts = new Set(list.map(({ text }) => sentence(text || "the server did not accept this")));
    (known ? problemOf(field) : elsewhere).append(...spaced(...(known ? [] : [make("p", { class: "what" }, make("bdi", {}, name), ":")]),
      ...[...texts].map((text) => make("p", { class: "what", dir: "auto" }, text)), ...(codes ? [make("p", { class: "small" }, codes)] : [])), " ");
  }
  [...fields.values()].find((field) => field.ariaInvalid)?.focus();
}

/** Reads an error's details. Servers use other names for some fields: “invite_request” for reason, “account.username”. */
export function signUpErrors(details) {
  const words = (value, length) => (typeof value === "string" ? value.slice(0, length) : "");
  const found = new Map();
  for (const [name, list] of Object.entries(details ?? {}).slice(0, 20)) {
    const bare = name.split(".").find((part) => fields.has(part)) ?? (name.startsWith("invite_request") ? "reason" : name.slice(0, 60));
    const read = [list].flat().slice(0, 5).map((entry) => (
      { code: words(entry?.error, 60), text: words(entry?.description, 300) || words(entry, 300) }));
    found.set(bare, [...(found.get(bare) ?? []), ...read]);
  }
  return found;
}
