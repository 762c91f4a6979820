// @ts-check
// Stores of the page's own that do not answer: an IndexedDB that another tab blocks, a worker that has ended. The first answer is waited
// for; after that, the store is asked on, but nobody waits for it until it answers again. wasm/eager/session-storage.ts does the same.

import { member } from "./values.js";

/** How long a store may take for one call, in milliseconds. */
const limitMs = 5_000;
/** How long it may take once it was silent. */
const againMs = 100;

/** @type {WeakSet<object>} */
const silent = new WeakSet();

/** @param {unknown} store */
export const limitOf = (store) => (silent.has(Object(store)) ? againMs : limitMs);

/** Notes whether a store has answered. @param {unknown} store @param {boolean} answers */
export function noteAnswer(store, answers) {
  silent[answers ? "delete" : "add"](Object(store));
}

/** The module's word for a failure of a store. @param {unknown} error */
export function whyNotStored(error) {
  if (member(error, "code") === "storage_silent") return "silent"; // a store in memory, over one that is silent
  return member(error, "name") === "QuotaExceededError" ? "full" : "blocked";
}
