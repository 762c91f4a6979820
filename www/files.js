// @ts-check
// The strings as files: for any program, for scripts, and the two that Mastodon.py reads. They are made in the browser.

import { element, make } from "./element.js";

/** @typedef {import("./lib/index.js").Credentials} Credentials */

const files = [
  { name: "mastodon.env", about: ".env, for most programs", type: "text/plain", content: environment },
  { name: "mastodon.json", about: "JSON", type: "application/json", content: json },
  { name: "clientcred.secret", about: "Mastodon.py, the program", type: "text/plain", content: clientFile },
  { name: "usercred.secret", about: "Mastodon.py, the account", type: "text/plain", content: tokenFile },
];

/** @param {Credentials} credentials */
export function offerFiles(credentials) {
  element("files", HTMLDivElement).replaceChildren(...files.map(({ name, about, type, content }) => {
    const button = make("button", { type: "button" }, make("span", { class: "file" }, name), make("span", { class: "hint" }, about));
    button.addEventListener("click", () => save(name, new Blob([content(credentials)], { type })));
    return button;
  }));
}

/**
 * @param {string} name
 * @param {Blob} content
 */
function save(name, content) {
  const address = URL.createObjectURL(content);
  make("a", { href: address, download: name }).click();
  // The browser has taken what it needs by then; the address must not stay, it leads to the secrets.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @param {Credentials} credentials */
export function environment(credentials) {
  return lines(
    "# Whoever has this file can act as you. Keep it out of repositories.",
    `MASTODON_API_BASE_URL=${quoted(credentials.api_base_url)}`,
    `MASTODON_CLIENT_ID=${quoted(credentials.client_id)}`,
    `MASTODON_CLIENT_SECRET=${quoted(credentials.client_secret)}`,
    `MASTODON_ACCESS_TOKEN=${quoted(credentials.access_token)}`,
  );
}

/** @param {Credentials} credentials */
export function json(credentials) {
  return lines(JSON.stringify(credentials, null, 2));
}

/**
 * What Mastodon.py's create_app writes.
 *
 * @param {Credentials} credentials
 */
export function clientFile(credentials) {
  return lines(...[credentials.client_id, credentials.client_secret, credentials.api_base_url, credentials.client_name ?? ""].map(oneLine));
}

/**
 * What Mastodon.py's log_in writes.
 *
 * @param {Credentials} credentials
 */
export function tokenFile(credentials) {
  return lines(...[credentials.access_token, credentials.api_base_url, credentials.client_id, credentials.client_secret].map(oneLine));
}

/** @param {...string} texts */
function lines(...texts) {
  return texts.map((text) => `${text}\n`).join("");
}

/**
 * The strings are a server's: one with a line break in it could add lines of its own to a file.
 *
 * @param {string} text
 */
function oneLine(text) {
  return text.replace(/[\r\n\0]+/g, "");
}

/**
 * Returns the value so that a shell and every reader of .env files take it as it is. Plain ones stay plain.
 *
 * @param {string} value
 */
function quoted(value) {
  const text = oneLine(value);
  return /^[\w.:/-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
