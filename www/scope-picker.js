// The boxes with which the person chooses scopes. The HTML has one for each, with its words: a set and, under it, its parts.

import { element } from "./dom.js";

const place = element("scopes");
const sets = [...place.querySelectorAll(".set")].map((set) => [...set.querySelectorAll("input")]).map(([whole, ...parts]) => ({ whole, parts }));

/** Makes the boxes ready, with these scopes ticked. @param {readonly unknown[]} ticked @param {() => void} changed */
export function prepareScopes(ticked, changed) {
  for (const { whole, parts } of sets) {
    // The box of a set follows those of its parts.
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

/** Returns the scopes that are ticked: a set's name stands for all of its parts. */
export function chosenScopes() {
  return sets.flatMap(({ whole, parts }) => (whole.checked ? [whole] : parts.filter((part) => part.checked)).map(({ value }) => value));
}

/** Returns the scope in words, which complete “It may …”, or as it is where the page does not know it. @param {string} scope */
export function scopeInWords(scope) {
  return place.querySelector(`input[value="${CSS.escape(scope)}"]`)?.parentElement?.querySelector("[data-words]")?.textContent ?? scope;
}

/** Whether scopes allow what a finer one names: “write” allows “write:statuses”. @param {readonly string[]} granted @param {string} scope */
export function allow(granted, scope) {
  return granted.includes(scope) || granted.includes(scope.split(":")[0]);
}
