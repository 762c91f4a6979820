// @ts-check
// The choice of scopes: a box for each set and, under those that have finer scopes, a box for each of these.

import { element, make } from "./element.js";
import { SCOPE_SETS } from "./lib/index.js";
import { explained, inWords } from "./scopes.js";

const place = element("scopes", HTMLDivElement);
/** @type {{whole: HTMLInputElement, parts: HTMLInputElement[]}[]} */
const sets = [];

/**
 * Draws the boxes with these scopes ticked and calls changed whenever they change.
 *
 * @param {readonly string[]} ticked
 * @param {() => void} changed
 */
export function offer(ticked, changed) {
  for (const { name, about } of explained) {
    const whole = box(name, ticked.includes(name));
    const parts = finer(name).map((part) => box(part, whole.checked || ticked.includes(part)));
    const set = { whole, parts };
    sets.push(set);
    const label = make("label", { class: "tick" }, whole, make("span", {}, inWords(name), " ", make("code", {}, name),
      make("span", { class: "hint" }, about)));
    place.append(make("div", { class: "set" }, label, ...detail(name, parts)));
    whole.addEventListener("change", () => parts.forEach((part) => { part.checked = whole.checked; }));
    parts.forEach((part) => part.addEventListener("change", () => balance(set)));
    balance(set);
  }
  place.addEventListener("change", changed);
}

/** Returns the scopes that are ticked: a set's name stands for all of its parts. */
export function chosen() {
  return sets.flatMap(({ whole, parts }) =>
    (whole.checked ? [whole] : parts.filter((part) => part.checked)).map((ticked) => ticked.value));
}

/**
 * Makes the box of the set follow the boxes of its parts.
 *
 * @param {{whole: HTMLInputElement, parts: HTMLInputElement[]}} set
 */
function balance({ whole, parts }) {
  if (parts.length === 0) return;
  const count = parts.filter((part) => part.checked).length;
  whole.checked = count === parts.length;
  whole.indeterminate = count > 0 && count < parts.length;
}

/**
 * Returns the finer scopes of a set. Those of “follow” stand under read and write already.
 *
 * @param {string} name
 */
function finer(name) {
  return name === "read" || name === "write" ? SCOPE_SETS[name] : [];
}

/**
 * @param {string} name
 * @param {HTMLInputElement[]} parts
 */
function detail(name, parts) {
  if (parts.length === 0) return [];
  const labels = parts.map((part) => make("label", { class: "tick" }, part, make("span", {}, inWords(part.value))));
  return [make("details", { class: "finer" },
    make("summary", { "aria-label": `Choose in detail: ${inWords(name)}` }, "Choose in detail"), ...labels)];
}

/**
 * @param {string} scope
 * @param {boolean} checked
 */
function box(scope, checked) {
  const made = make("input", { type: "checkbox", name: "scope", value: scope });
  made.checked = checked;
  return made;
}
