// The credentials as files, created in the browser: JSON for any program, .env for scripts, and the two files of Mastodon.py.

import { make } from "./dom.js";
const lines = {
  "mastodon.env": (c) => [
    "# Whoever has this file can act as you. Keep it out of repositories.",
    `MASTODON_API_BASE_URL=${quoted(c.api_base_url)}`, `MASTODON_CLIENT_ID=${quoted(c.client_id)}`,
    `MASTODON_CLIENT_SECRET=${quoted(c.client_secret)}`, `MASTODON_ACCESS_TOKEN=${quoted(c.access_token)}`,
  ],
  "mastodon.json": (c) => [JSON.stringify(c, null, 2)],
  // The formats of Mastodon.py's create_app and log_in.
  "clientcred.secret": (c) => [c.client_id, c.client_secret, c.api_base_url, c.client_name ?? ""].map(oneLine),
  "usercred.secret": (c) => [c.access_token, c.api_base_url, c.client_id, c.client_secret].map(oneLine),
};

/** Downloads the file of that name. @param {string} name @param {import("./lib/index.js").Credentials} credentials */
export function saveFile(name, credentials) {
  const content = lines[name](credentials).map((line) => `${line}\n`);
  const address = URL.createObjectURL(new Blob(content, { type: name.endsWith(".json") ? "application/json" : "text/plain" }));
  make("a", { href: address, download: name }).click();
  // By then the browser has saved the file. The URL must not stay valid, since it gives access to the secrets.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Removes line breaks. The strings come from a server, which could add lines to the file otherwise. */
const oneLine = (text) => text.replace(/[\r\n\0]+/g, "");

/** Quotes a value for shells and readers of .env files. A value without special characters stays as it is. */
function quoted(value) {
  const text = oneLine(value);
  return /^[\w.:/-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
