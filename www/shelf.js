// @ts-check
// What this page keeps in the browser: the names of its records in localStorage, and the text in its form. A browser may
// refuse to store (private windows, a full disk); then the form forgets, and the library says what it could not keep.

/** The key of the login, for the library's options accessTokenKey and toKey. */
export const LOGIN = "mastoauth-page:login";
/** The keys of the registrations begin so. */
export const REGISTRATION = "mastoauth-page:app:";
const FORM = "mastoauth-page:form";
/** Who signed up with the login that is stored, until their account may be used. */
export const NEWCOMER = "mastoauth-page:newcomer";

/** Whether a login is stored; the library reads it. */
export function hasLogin() {
  return attempt(() => localStorage.getItem(LOGIN) !== null) ?? false;
}

/** @param {string} beginning */
export function keys(beginning) {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(beginning))) ?? [];
}

/** @param {string} key */
export function forget(key) {
  attempt(() => localStorage.removeItem(key));
}

/** @returns {Record<string, unknown>} */
export function form() {
  return attempt(() => JSON.parse(localStorage.getItem(FORM) ?? "{}")) ?? {};
}

/** @param {Record<string, unknown>} values */
export function keepForm(values) {
  attempt(() => localStorage.setItem(FORM, JSON.stringify(values)));
}

/**
 * @typedef {object} Newcomer
 * @property {string} username
 * @property {string} email
 * @property {string} domain what handles on the server end with
 */

/**
 * Returns who signed up here and is not let in yet.
 *
 * @returns {Newcomer | undefined}
 */
export function newcomer() {
  if (!hasLogin()) return undefined;
  const kept = attempt(() => JSON.parse(localStorage.getItem(NEWCOMER) ?? "null"));
  return ["username", "email", "domain"].every((name) => typeof kept?.[name] === "string") ? kept : undefined;
}

/** @param {Newcomer} values */
export function keepNewcomer(values) {
  attempt(() => localStorage.setItem(NEWCOMER, JSON.stringify(values)));
}

/**
 * @template T
 * @param {() => T} work
 * @returns {T | undefined}
 */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
