// The credentials as files, created in the browser: JSON for any program, .env for scripts, and the two files of Mastodon.py. What is
// written here as .env or JSON is read here too; secret-files.js reads the rest.

import { make } from "./dom.js";

/** The variables of the .env file, by the names of the credentials. */
const variables = {
  api_base_url: "MASTODON_API_BASE_URL", client_id: "MASTODON_CLIENT_ID", client_secret: "MASTODON_CLIENT_SECRET", access_token: "MASTODON_ACCESS_TOKEN",
};

const lines = {
  "mastodon.env": (c) => [
    "# Whoever has this file can act as you. Keep it out of repositories.",
    ...Object.entries(variables).map(([name, variable]) => `${variable}=${quoted(c[name])}`),
  ],
  "mastodon.json": (c) => [JSON.stringify(c, null, 2)],
  // The formats of Mastodon.py's create_app and log_in.
  "clientcred.secret": (c) => [c.client_id, c.client_secret, c.api_base_url, c.client_name ?? ""].map(oneLine),
  "usercred.secret": (c) => [c.access_token, c.api_base_url, c.client_id, c.client_secret].map(oneLine),
};

/** The names of the files, one for each format. */
export const fileNames = Object.keys(lines);

/** What is in the file of that name. @param {string} name @param {import("./lib/index.js").Credentials} credentials */
export const fileContent = (name, credentials) => lines[name](credentials).map((line) => `${line}\n`).join("");

/** Downloads the file of that name. @param {string} name @param {import("./lib/index.js").Credentials} credentials */
export function saveFile(name, credentials) {
  const address = URL.createObjectURL(new Blob([fileContent(name, credentials)], { type: name.endsWith(".json") ? "application/json" : "text/plain" }));
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

/** Returns the credentials in an .env file or in JSON, or undefined for another kind of text. @param {string} content */
export function readCredentialFile(content) {
  const json = readJSON(content);
  const found = json ?? readEnv(content);
  const credentials = Object.keys(variables).map((name) => [name, found[name]]).filter(([, value]) => value && typeof value === "string");
  return json || credentials.length > 0 ? Object.fromEntries(credentials) : undefined;
}

function readJSON(content) {
  try {
    const value = JSON.parse(content);
    return Object(value) === value ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The variables that are ours. A shell's "export" may stand before them. */
function readEnv(content) {
  const set = new Map([...content.matchAll(/^\s*(?:export\s+)?(\w+)\s*=[^\S\n]*(.*?)\s*$/gm)].map(([, variable, value]) => [variable, unquoted(value)]));
  return Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, set.get(variable)]));
}

/** A value as a shell reads it: parts in single quotes, in double quotes, or with backslashes. */
const unquoted = (value) => value.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single, double, escaped) => single ?? double?.replace(/\\(.)/g, "$1") ?? escaped);
