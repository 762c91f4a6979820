// @ts-check
// The store of a call: an object of the caller's, localStorage or, where there is none, the memory.

import { inBrowser } from "./environment.js";
import { isPlain } from "./values.js";

const page = globalThis;

/** What it keeps outlives a module that stops, and ends with the program. @type {Map<string, string>} */
const kept = new Map();

/** @type {Storage} */
const memory = {
  get length() {
    return kept.size;
  },
  key: (at) => [...kept.keys()][at] ?? null,
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
  clear: () => kept.clear(),
};

/**
 * Reading the window's property throws if the browser blocks storage, so it is read each time. Some versions of Node have one too,
 * which warns when it is read, and keeps nothing without a file: a program that wants it gives it as the option storage.
 *
 * @param {unknown} given @returns {Storage}
 */
export function storeOf(given) {
  if (isPlain(given)) return /** @type {Storage} */ (given);
  return inBrowser() || "Deno" in page ? page.localStorage : memory;
}
