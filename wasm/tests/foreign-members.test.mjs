// Names of members that others choose: __proto__ and the like are names as any other, and set no prototype.

import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonForm } from "../../jsbind/fetch.js";
import { newHost } from "../../jsbind/host.js";
import { freshPackage } from "./package-copies.mjs";

const { createAuth, load, Mastodon } = await freshPackage();
const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype"];
/** An object as a server sends it: each name is a member of its own. */
const sent = (more = "") => `{${names.map((name) => `"${name}":{"polluted":"yes"}`)}${more}}`;

function assertClean(object, what) {
  assert.equal(Object.getPrototypeOf(object), Object.prototype, what);
  assert.equal(object.polluted, undefined, what);
  assert.equal({}.polluted, undefined, what);
}

test("a token answer with such members has no other prototype, and keeps them as members", async () => {
  await load();
  const fetch = async (url) => Response.json(JSON.parse(String(url).endsWith("/oauth/token") ? sent(',"access_token":"t","token_type":"Bearer"') : "{}"));
  const client = new Mastodon({ apiBaseUrl: "a.example", clientId: "a", clientSecret: "b", mastodonVersion: "4.5.0", fetch, storage: { getItem: () => null, setItem() {}, removeItem() {} } });
  const token = await client.logIn({ code: "c", codeVerifier: "v", scopes: ["read"] });
  assertClean(token, "the token, to which the scope was added");
  assert.equal(token.scope, "read");
  for (const name of names) assert.ok(Object.hasOwn(token, name), name);
  assertClean(await client.request({ method: "GET", path: "/api/v1/x" }), "an answer");
});

test("the host's own copies set no prototype", () => {
  const host = newHost(() => undefined, { request: async () => undefined });
  for (const name of names) {
    const copy = host.with(JSON.parse(sent()), name, "x");
    assertClean(copy, name);
    assert.equal(Object.getOwnPropertyDescriptor(copy, name).value, "x");
    assertClean(host.object(name, { polluted: "yes" }), name);
    for (const form of [`${name}=1`, `${name}[polluted]=yes`, `${name}[polluted][]=yes`, `a[${name}]=1`, `a[${name}][]=1`]) {
      const body = jsonForm(form);
      assertClean({}, form);
      assert.match(body, new RegExp(`"${name}":`), form);
    }
  }
});

test("stored records with such members are read as any other", () => {
  const id = "https://a.example#1";
  const records = {
    "mastoauth:sessions": sent(`,"list":"${id}","current":"${id}"`),
    [`mastoauth:session:${id}`]: sent(',"api_base_url":"https://a.example","access_token":"t","scope":"read"'),
    [`mastoauth:account:${id}`]: sent(',"id":"1","username":"alice"'),
  };
  const auth = createAuth({ clientName: "A test", storage: { getItem: (key) => records[key] ?? null, setItem() {}, removeItem() {} } });
  assert.equal(auth.current.account.username, "alice");
  assertClean(auth.current.account, "the account");
});
