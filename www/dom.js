// Finds and creates elements.

/** Returns the elements with these ids. @param {...string} ids @returns {any[]} */
export const elements = (...ids) => ids.map(element);

/** @param {string} id @returns {any} */
export function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element with the id “${id}”`);
  return found;
}

/** Creates an element. Strings among the children become text, never HTML: they may come from a server. @returns {any} */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** @param {string} text @param {() => unknown} press @param {string} [className] */
export function makeButton(text, press, className = "") {
  const button = make("button", { type: "button", class: className }, text);
  button.addEventListener("click", press);
  return button;
}

/** Creates a link to a web page, or only the text if the URL is not http: or https:. @param {unknown} address @param {string} text */
export const link = (address, text) =>
  (webAddress(address) ? make("a", { href: webAddress(address), rel: "noreferrer", target: "_blank" }, text) : text);

/** Returns the URL if it is http: or https:, otherwise "". A server may send a javascript: URL. @param {unknown} address */
export const webAddress = (address) => (/^https?:\/\//i.test(String(address)) && URL.canParse(String(address)) ? new URL(String(address)).href : "");

/**
 * A handle as its two parts. A long name is cut, and the server never is; each stands in a bdi, so that the one cannot turn the other
 * round. @param {string} handle
 */
export function handleParts(handle) {
  const at = handle.lastIndexOf("@");
  return [make("bdi", { class: "user" }, `@${handle.slice(0, at)}`), make("bdi", { class: "domain" }, handle.slice(at))];
}

/** The nodes with spaces between them: a screen reader, or a copy of the text, may join what stands in a row of paragraphs. */
export const spaced = (...nodes) => nodes.flatMap((node) => [node, " "]).slice(0, -1);

export const clear = (...places) => places.forEach((place) => place.replaceChildren());

/** Fills the elements in root: data-text names the value to write, data-when the states in which the element is shown. */
export function fill(root, values, state = "") {
  for (const one of root.querySelectorAll("[data-text]")) one.textContent = values[one.dataset.text] ?? "";
  for (const one of root.querySelectorAll("[data-when]")) one.hidden = !one.dataset.when.split(" ").includes(state);
}
