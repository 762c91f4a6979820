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

/**
 * The names and values of an object's members, in turn; undefined if it is not understood. Forms, queries, headers and maps are:
 * a name may occur twice there. Other objects whose members Object.keys does not show would be read as empty, so they are refused.
 *
 * @param {unknown} object
 */
export function entries(object) {
  if (!isPlain(object)) return undefined;
  if (isPairs(object)) return [...object].flatMap(([name, value]) => [String(name), readable(value)]);
  if (!isOpen(object)) return undefined;
  return names(object)?.flatMap((name) => {
    try {
      return [name, readable(object[name])];
    } catch {
      return [name, unreadable];
    }
  });
}

/** Whether JSON.stringify sends all of a value: not a Map, a Blob or a number that JSON lacks. @param {unknown} value */
export function isSendable(value) {
  try {
    return JSON.stringify(value, (_, part) => {
      const lost = typeof part === "function" || typeof part === "symbol" || (typeof part === "number" && !Number.isFinite(part));
      if (lost || (isPlain(part) && !isOpen(part))) throw part;
      return part;
    }) !== undefined;
  } catch {
    return false; // also a circular object, and a BigInt
  }
}

/** @param {object} object @returns {object is Iterable<[unknown, unknown]>} */
function isPairs(object) {
  try {
    return /^\[object (FormData|URLSearchParams|Headers|Map)\]$/.test(Object.prototype.toString.call(object)) && Symbol.iterator in object;
  } catch {
    return false;
  }
}

/**
 * Whether Object.keys shows all members of an object: it is no list of another kind (Set), has no getters or members from a
 * prototype, and does not keep everything to itself (Date, private fields). A base prototype may be that of another window.
 *
 * @param {object} object
 */
export function isOpen(object) {
  try {
    let proto = Object.getPrototypeOf(object);
    if (!proto || !Object.getPrototypeOf(proto)) return true;
    if (Object.keys(object).length === 0 || Symbol.iterator in object) return false;
    for (; Object.getPrototypeOf(proto); proto = Object.getPrototypeOf(proto)) {
      if (Object.values(Object.getOwnPropertyDescriptors(proto)).some(({ get, enumerable }) => get || enumerable)) return false;
    }
    return true;
  } catch {
    return false; // a proxy that refuses
  }
}
