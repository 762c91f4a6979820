// @ts-check
// Stored records: JSON objects, whose members are texts. core.Storage says what a write does.

import { isPlain } from "./values.js";

/** The version of the records: core.RecordVersion. */
const version = "1";

/** The record in a stored text; undefined if there is none, "corrupt" if it is none. @param {unknown} item */
export function record(item) {
  if (typeof item !== "string") return undefined;
  try {
    const value = JSON.parse(item);
    JSON.stringify(value); // fails if it is nested too deeply to be written again
    return isPlain(value) ? value : "corrupt";
  } catch {
    return "corrupt";
  }
}

/**
 * The text to store: the record with the fields written into it. A field without a value removes its member. What no field names
 * stays, since a newer version may have added it. Without fields, the record becomes empty.
 *
 * @param {unknown} item the stored text @param {string} fields in the form of a query
 */
export function written(item, fields) {
  if (!fields) return "{}";
  const before = record(item);
  const next = new Map([...Object.entries(isPlain(before) ? before : {}), ["version", version], ...new URLSearchParams(fields)]);
  // A map, because a member may be called __proto__.
  return JSON.stringify(Object.fromEntries([...next].filter(([, value]) => value !== "")));
}
