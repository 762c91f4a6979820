// @ts-check
// Elements of the page: finding those that index.html has, making those that it has not.

/**
 * Returns the element with that id, of that kind. index.html and the scripts are written for each other, so one that is
 * missing is a mistake in the page, and says so.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function element(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`index.html has no ${kind.name} with the id “${id}”`);
}

/**
 * Makes an element. Texts among the children stay texts: the page shows words of foreign servers, and never as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/**
 * Returns a link to a web page, or only its text where a server sent anything else: javascript: is an address too.
 *
 * @param {string | null | undefined} address
 * @param {string} text
 * @returns {Node}
 */
export function link(address, text) {
  const safe = webAddress(address);
  if (!safe) return document.createTextNode(text);
  return make("a", { href: safe, rel: "noreferrer", target: "_blank" }, text);
}

/**
 * Returns the address if it is one of the web, else "".
 *
 * @param {string | null | undefined} address
 */
export function webAddress(address) {
  if (!address || !URL.canParse(address)) return "";
  const url = new URL(address);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
}
