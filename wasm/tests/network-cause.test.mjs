// What an error about the network keeps of the error behind it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";

const { Mastodon } = await freshPackage();
const token = "token-of-alice-1234";

/** What a call fails with if fetch throws that. */
async function failedWith(thrown) {
  const fetch = async () => { throw thrown; };
  return rejection(new Mastodon({ apiBaseUrl: "https://a.example", accessToken: token, mastodonVersion: "4.5.0", fetch }).accountVerifyCredentials());
}

test("a port that fetch does not ask is one where nothing answers, and the cause says why", async () => {
  const apiBaseUrl = "http://localhost:1";
  const client = new Mastodon({ apiBaseUrl, accessToken: token });
  for (const call of [() => client.accountVerifyCredentials(), () => client.toot("x"), () => Mastodon.createApp({ clientName: "x", apiBaseUrl }), () => Mastodon.findServer({ server: apiBaseUrl })]) {
    const { reason, message, hint, cause } = await rejection(call());
    assert.equal(reason, "down");
    assert.match(message, /localhost:1\b/);
    assert.ok(hint);
    assert.equal(cause.cause.message, "bad port");
  }
});

test("the cause is the very error that fetch has thrown", async () => {
  for (const thrown of [new TypeError("x", { cause: new Error("y") }), new DOMException("x", "NetworkError"), Object.assign(new Error("x"), { code: "E" }), "a text"]) {
    const error = await failedWith(thrown);
    assert.equal(error.code, "network");
    assert.equal(error.cause, thrown);
  }
});

const around = (error, times) => (times === 0 ? error : new Error("around", { cause: around(error, times - 1) }));
const circular = Object.assign(new Error("x"), { request: {} });
circular.request.error = circular;
const withSecrets = {
  "its message": new Error(`Bearer ${token}`),
  "its cause": new Error("x", { cause: new Error(token) }),
  "a cause far behind it": around(new Error(token), 5),
  "more causes than are looked at": around(new Error(token), 20),
  "a member of it": Object.assign(new Error("x"), { request: { headers: { Authorization: `Bearer ${token}` } } }),
  "a member of its cause": new Error("x", { cause: Object.assign(new Error("y"), { config: [token] }) }),
  "what cannot be looked through": circular,
};
for (const [where, thrown] of Object.entries(withSecrets)) {
  test(`an error with a secret is no cause: ${where}`, async () => {
    const error = await failedWith(thrown);
    assert.equal(error.code, "network");
    assert.equal(error.cause, undefined);
  });
}
