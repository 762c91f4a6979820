// A store of the page's own that never answers, or too late: nothing waits for it longer than five seconds. The tests let the time
// pass.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";
import { waited } from "./stopped-clock.mjs";

const { createAuth, load, Mastodon } = await freshPackage();
await load();

const never = () => new Promise(() => undefined);
const empty = { getItem: async () => null, setItem: async () => undefined, removeItem: async () => undefined };
const id = "https://a.example#1";
const records = {
  "mastoauth:sessions": { list: id, current: id },
  [`mastoauth:session:${id}`]: { api_base_url: "https://a.example", access_token: "token", scope: "read" },
  [`mastoauth:account:${id}`]: { id: "1", username: "alice", handle: "alice@a.example" },
};
/** A store with a session, which never gives this record. */
const without = (silent) => ({ ...empty, getItem: (key) => key.startsWith(silent) ? never() : Promise.resolve(JSON.stringify(records[key] ?? null)) });

const silences = {
  "all of it": { getItem: never, setItem: never, removeItem: never },
  "the list of sessions": without("mastoauth:sessions"),
  "a session": without("mastoauth:session:"),
  "an account": without("mastoauth:account:"),
};

for (const [what, storage] of Object.entries(silences)) {
  test(`init says after five seconds that the store is silent: ${what}`, async (test) => {
    const auth = createAuth({ clientName: "A test", storage });
    const [{ status, error }, ms] = await waited(test, () => auth.init());
    assert.deepEqual([status, error?.code, ms], ["failed", "storage_silent", 5_000]);
    assert.equal(await auth.init(), await auth.init(), "the result stays");
    assert.ok(!/unexpected/i.test(await error.userMessage("en")));
    auth.on("changed", () => undefined);
    assert.deepEqual(auth.sessions(), []);
  });
}

test("a store that answers late, but in time, is waited for", async (test) => {
  const late = (key) => new Promise((resolve) => setTimeout(resolve, 4_000, JSON.stringify(records[key] ?? null)));
  const [{ status, session }] = await waited(test, () => createAuth({ clientName: "A test", storage: { ...empty, getItem: late } }).init());
  assert.deepEqual([status, session?.id], ["restored", id]);
});

const fetch = async (url) => Response.json(String(url).endsWith("/apps") ? { client_id: "a", client_secret: "b" } : { id: "1" });
const client = { apiBaseUrl: "https://a.example", clientId: "a", clientSecret: "b", fetch };
const calls = {
  getItem: (storage) => new Mastodon({ ...client, storage, accessTokenKey: "login" }).accountVerifyCredentials(),
  setItem: (storage) => Mastodon.createApp({ clientName: "A test", apiBaseUrl: "https://a.example", toKey: "app", fetch, storage }),
  removeItem: (storage) => new Mastodon({ ...client, storage: { ...storage, getItem: async () => '{"access_token":"x","api_base_url":"https://a.example"}' }, accessTokenKey: "login" }).revokeAccessToken(),
};
for (const [operation, call] of Object.entries(calls)) {
  test(`a client's call is rejected after five seconds: ${operation}`, async (test) => {
    const [error] = await waited(test, () => rejection(call({ ...empty, [operation]: never })));
    assert.deepEqual([error.name, error.code], ["MastodonError", "storage_silent"]);
  });
}

test("nobody waits a second time for a store that was silent, until it answers again", async (test) => {
  let silent = true;
  const storage = { ...empty, getItem: (key) => silent ? never() : Promise.resolve(JSON.stringify(records[key] ?? null)) };
  const found = async () => createAuth({ clientName: "A test", storage }).init();
  const call = () => rejection(new Mastodon({ ...client, storage, accessTokenKey: "login" }).accountVerifyCredentials());
  for (const limits of [[5_000, 500, 500], [5_000, 500, 500]]) {
    silent = true;
    for (const limit of limits) {
      const [{ status, error }, ms] = await waited(test, found);
      assert.deepEqual([status, error?.code, ms], ["failed", "storage_silent", limit]);
    }
    for (const limit of limits) {
      const [{ code }, ms] = await waited(test, call);
      assert.equal(code, "storage_silent");
      assert.ok(ms >= limit && ms <= limit + 500, `${ms} ms`); // it may read a second record
    }
    silent = false;
    const [{ status }] = await waited(test, found);
    assert.equal(status, "restored");
    await waited(test, call); // with the clock stopped, too: a timer of the real time would ring, or not, in the next round
  }
});

test("another store is waited for as before", async (test) => {
  await waited(test, () => createAuth({ clientName: "A test", storage: silences["all of it"] }).init());
  const late = (key) => new Promise((resolve) => setTimeout(resolve, 4_000, JSON.stringify(records[key] ?? null)));
  const [{ status }] = await waited(test, () => createAuth({ clientName: "A test", storage: { ...empty, getItem: late } }).init());
  assert.equal(status, "restored");
});
