// Elements: finding those that the HTML has, making those that it has not.

/** Returns the elements with these ids. The HTML and the scripts are written for each other. @param {...string} ids @returns {any[]} */
export const elements = (...ids) => ids.map(element);

/** @param {string} id @returns {any} */
export function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element with the id “${id}”`);
  return found;
}

/** Makes an element. Texts among the children stay texts: the page shows words of foreign servers, and never as HTML. @returns {any} */
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

/** Makes a link to a web page, or only its text where a server sent another address. @param {unknown} address @param {string} text */
export function link(address, text) {
  const href = webAddress(address);
  return href ? make("a", { href, rel: "noreferrer", target: "_blank" }, text) : text;
}

/** Returns the address if it is one of the web, else "": javascript: is an address too. @param {unknown} address */
export const webAddress = (address) => (/^https?:\/\//i.test(String(address)) && URL.canParse(String(address)) ? new URL(String(address)).href : "");

/** @param {...Element} places */
export const clear = (...places) => places.forEach((place) => place.replaceChildren());

/** Writes the values into the elements below that name them in data-text, and shows those with data-when that name this state. */
export function fill(root, values, state = "") {
  for (const one of root.querySelectorAll("[data-text]")) one.textContent = values[one.dataset.text] ?? "";
  for (const one of root.querySelectorAll("[data-when]")) one.hidden = !one.dataset.when.split(" ").includes(state);
}
