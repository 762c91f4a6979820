// The credentials as files: for any program, for scripts, and the two that Mastodon.py reads. They are made in the browser.

import { make } from "./dom.js";
const lines = {
  "mastodon.env": (c) => [
    "# Whoever has this file can act as you. Keep it out of repositories.",
    `MASTODON_API_BASE_URL=${quoted(c.api_base_url)}`, `MASTODON_CLIENT_ID=${quoted(c.client_id)}`,
    `MASTODON_CLIENT_SECRET=${quoted(c.client_secret)}`, `MASTODON_ACCESS_TOKEN=${quoted(c.access_token)}`,
  ],
  "mastodon.json": (c) => [JSON.stringify(c, null, 2)],
  // As Mastodon.py's create_app and its log_in write them.
  "clientcred.secret": (c) => [c.client_id, c.client_secret, c.api_base_url, c.client_name ?? ""].map(oneLine),
  "usercred.secret": (c) => [c.access_token, c.api_base_url, c.client_id, c.client_secret].map(oneLine),
};

/** Saves the file of that name. @param {string} name @param {import("./lib/index.js").Credentials} credentials */
export function saveFile(name, credentials) {
  const content = lines[name](credentials).map((line) => `${line}\n`);
  const address = URL.createObjectURL(new Blob(content, { type: name.endsWith(".json") ? "application/json" : "text/plain" }));
  make("a", { href: address, download: name }).click();
  // The browser has taken what it needs by then. The address must not stay: it leads to the secrets.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The strings are a server's: one with a line break in it could add lines of its own to a file. */
function oneLine(text) {
  return text.replace(/[\r\n\0]+/g, "");
}

/** Returns the value so that a shell and every reader of .env files take it as it is. Plain ones stay plain. */
function quoted(value) {
  const text = oneLine(value);
  return /^[\w.:/-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
