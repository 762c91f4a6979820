// @ts-check
// These functions read values that other code made: options, documents, records. Nothing here throws, whatever proxies and
// getters do.

/** The value of a member that could not be read. */
const unreadable = Symbol("unreadable");

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isPlain = (value) => typeof value === "object" && value !== null && !isList(value);

/** @param {unknown} value @returns {value is unknown[]} */
export function isList(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false; // a revoked proxy
  }
}

/** The names of an object's members; undefined for a proxy that refuses to list them. @param {object} object */
export function names(object) {
  try {
    return Object.keys(object);
  } catch {
    return undefined;
  }
}

/** Converts a value for Go, which cannot read a BigInt. Ids are texts. @param {unknown} value @returns {unknown} */
function readable(value) {
  if (typeof value === "bigint") return String(value);
  return isList(value) && value.some((element) => typeof element === "bigint") ? value.map(readable) : value;
}

/** A member of any value; undefined if there is none or it cannot be read. @param {unknown} value @param {string} name */
export function member(value, name) {
  try {
    return /** @type {Record<string, unknown>} */ (value)?.[name];
  } catch {
    return undefined;
  }
}

/** The names and values of an object's members, in turn. @param {unknown} object */
export function entries(object) {
  if (!isPlain(object)) return undefined;
  return names(object)?.flatMap((name) => {
    try {
      return [name, readable(object[name])];
    } catch {
      return [name, unreadable];
    }
  });
}
