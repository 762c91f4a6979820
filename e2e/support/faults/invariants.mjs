// What is true after each cell of the fault matrix. e2e/specs/faultmatrix/invariants_test.go says the same of a Go program.

import assert from "node:assert/strict";
import { document } from "../doc-examples.mjs";

const codes = new Set([...document("docs/errors.md").split("<!-- codes")[1].matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => cell.match(/\w+/g)));

/** An error says what happened, in a word that is documented, and to a person, or it is one of fetch's own. It tells no secret. */
export function isNamed({ name, code, op, own, message, text }, secrets, asFetch) {
  for (const secret of secrets) assert.ok(!text.includes(secret), `${code} tells a secret`);
  if (asFetch && /^(TypeError|AbortError|TimeoutError)$/.test(name)) return;
  assert.ok(own, `it is no error of this library: ${text}`);
  assert.ok(codes.has(code) && !["internal", "unexpected"].includes(code), `${code}: ${message}`);
  assert.ok((op || code === "storage_silent") && message.length > 10, code);
}

const holders = /^(mastoauth:(session|pending|unused|app):|mastoauth:newcomer$|app$|another app$|login$)/;
const fields = /^(access_token|refresh_token|client_secret|code_verifier)$/;

/** Secrets are only where they belong, and a password or a code is nowhere. */
export function keepsSecrets(records, secrets) {
  for (const [key, text] of Object.entries(records)) {
    for (const secret of secrets.filter((secret) => `${key} ${text}`.includes(secret))) {
      const [name] = Object.entries(JSON.parse(text)).find(([, value]) => String(value).includes(secret)) ?? ["its key"];
      assert.ok(holders.test(key) && fields.test(name), `a secret is in ${key}, ${name}`);
    }
  }
}

/** Somebody else's session is as it was, and listed, unless a record of their own was damaged. */
export function leavesAlone(id, before, now, hurt) {
  if (hurt.some((key) => key.endsWith(id))) return;
  for (const key of [`mastoauth:session:${id}`, `mastoauth:account:${id}`]) assert.equal(now[key], before[key], key);
  const index = now["mastoauth:sessions"];
  if (index) assert.ok(JSON.parse(index).list.split(" ").includes(id), `listed: ${index}`);
}

const members = {
  "mastoauth:session:": ["api_base_url", "client_id", "client_secret", "access_token"], "mastoauth:account:": ["id", "username", "handle"],
  "mastoauth:app:": ["api_base_url", "client_id", "client_secret"], "another app": ["api_base_url", "client_id", "client_secret"],
  login: ["api_base_url", "access_token"], "mastoauth:newcomer": ["api_base_url", "access_token", "username"],
};

/** Each record has all of its members, and a session all of its records. */
export function hasNoHalves(records) {
  const listed = JSON.parse(records["mastoauth:sessions"] ?? '{"list":""}').list.split(" ");
  for (const [key, text] of Object.entries(records)) {
    const record = JSON.parse(text);
    for (const [prefix, names] of Object.entries(members)) if (key.startsWith(prefix)) for (const name of names) assert.ok(record[name], `${key}, ${name}`);
    const [, id] = /^mastoauth:(?:session|account):(.*)/.exec(key) ?? [];
    if (id) assert.ok(listed.includes(id) && records[`mastoauth:session:${id}`] && records[`mastoauth:account:${id}`], `${key}: half a session`);
    if (key.startsWith("mastoauth:pending:") && !record.used) assert.ok(record.client_id && record.redirect_uri, key);
  }
}

/** Tries a check until it holds: what is done behind a call ends within ten seconds. */
export async function eventually(check) {
  for (const begun = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() - begun > 10_000) throw error;
    }
  }
}
