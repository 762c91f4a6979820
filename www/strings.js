// @ts-check
// The three strings that a program needs, and the address they belong to. They are not in the page until they are asked for.

import { element, make } from "./element.js";

const hidden = "•".repeat(16);
const said = element("copied", HTMLParagraphElement);

/** @param {import("./lib/index.js").Credentials} credentials */
export function showStrings(credentials) {
  element("strings", HTMLDListElement).replaceChildren(
    row("Client id", "names your program", credentials.client_id, true),
    row("Client secret", "proves that it is your program", credentials.client_secret, true),
    row("Access token", "is you, for this program", credentials.access_token, true),
    row("Server", "the address they belong to", credentials.api_base_url, false),
  );
}

/** Takes them out of the page again. */
export function hideStrings() {
  element("strings", HTMLDListElement).replaceChildren();
}

/**
 * @param {string} name
 * @param {string} about
 * @param {string} value
 * @param {boolean} secret
 */
function row(name, about, value, secret) {
  const shown = make("code", { dir: "ltr" }, secret ? hidden : value);
  if (secret) shown.className = "masked";
  const buttons = make("span", { class: "buttons" }, ...(secret ? [revealer(shown, name, value)] : []), copier(shown, name, value));
  return make("div", {}, make("dt", {}, name, " ", make("span", { class: "hint" }, about)), make("dd", {}, shown, buttons));
}

/**
 * @param {HTMLElement} shown
 * @param {string} name
 * @param {string} value
 */
function revealer(shown, name, value) {
  const button = named("Show", name);
  button.addEventListener("click", () => {
    const reveal = shown.classList.toggle("masked") === false;
    shown.textContent = reveal ? value : hidden;
    button.firstChild?.replaceWith(reveal ? "Hide" : "Show");
  });
  return button;
}

/**
 * @param {HTMLElement} shown
 * @param {string} name
 * @param {string} value
 */
function copier(shown, name, value) {
  const button = named("Copy", name);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // The browser keeps its clipboard to itself: the person copies what is selected for them.
      shown.classList.remove("masked");
      shown.textContent = value;
      getSelection()?.selectAllChildren(shown);
      said.textContent = "Your browser does not let the page copy. The text is selected: copy it with Ctrl+C.";
      said.classList.remove("unseen");
      return;
    }
    said.textContent = `Copied: ${name}`;
    button.firstChild?.replaceWith("Copied");
    setTimeout(() => {
      said.textContent = "";
      button.firstChild?.replaceWith("Copy");
    }, 2000);
  });
  return button;
}

/**
 * Returns a button whose visible word is completed for those who hear it: “Copy Client id”.
 *
 * @param {string} word
 * @param {string} name
 */
function named(word, name) {
  return make("button", { type: "button", class: "small" }, word, make("span", { class: "unseen" }, ` ${name}`));
}
