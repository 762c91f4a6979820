// The checkboxes for the scopes. The HTML has a checkbox with a label for each: a broad scope and, below it, its parts.

import { element } from "./dom.js";

const place = element("scopes");
const sets = [...place.querySelectorAll(".set")].map((set) => [...set.querySelectorAll("input")]).map(([whole, ...parts]) => ({ whole, parts }));

/** Sets up the checkboxes, with these scopes ticked. @param {readonly unknown[]} ticked @param {() => void} changed */
export function prepareScopes(ticked, changed) {
  for (const { whole, parts } of sets) {
    // The checkbox of a broad scope follows those of its parts.
    const balance = () => {
      const count = parts.filter((part) => part.checked).length;
      if (parts.length > 0) whole.checked = count === parts.length;
      whole.indeterminate = count > 0 && count < parts.length;
    };
    whole.checked = ticked.includes(whole.value);
    for (const part of parts) part.checked = whole.checked || ticked.includes(part.value);
    whole.addEventListener("change", () => parts.forEach((part) => { part.checked = whole.checked; }));
    parts.forEach((part) => part.addEventListener("change", balance));
    balance();
  }
  place.addEventListener("change", changed);
}

/** Returns the ticked scopes. If all parts are ticked, it returns the broad scope instead. */
export function chosenScopes() {
  return sets.flatMap(({ whole, parts }) => (whole.checked ? [whole] : parts.filter((part) => part.checked)).map(({ value }) => value));
}

/** Returns the scope in words that complete “It may …”; an unknown scope as it is. @param {string} scope */
export function scopeInWords(scope) {
  return place.querySelector(`input[value="${CSS.escape(scope)}"]`)?.parentElement?.querySelector("[data-words]")?.textContent ?? scope;
}

/** Whether the granted scopes include this: “write” includes “write:statuses”. @param {readonly string[]} granted @param {string} scope */
export const allow = (granted, scope) => granted.includes(scope) || granted.includes(scope.split(":")[0]);
