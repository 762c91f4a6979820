// The option requestTimeoutMs of createAuth holds for each request that the library makes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";
import { waited } from "./stopped-clock.mjs";

const { createAuth, load } = await freshPackage();
await load();

const id = "https://a.example#1";
const login = { api_base_url: "https://a.example", access_token: "token", scope: "read", client_id: "a", client_secret: "b" };
const records = {
  "mastoauth:sessions": { list: id, current: id },
  [`mastoauth:session:${id}`]: login,
  [`mastoauth:account:${id}`]: { id: "1", username: "alice", handle: "alice@a.example" },
  "mastoauth:newcomer": { ...login, access_token: "another", username: "zoe", domain: "a.example", email: "zoe@mail.example" },
};
const code = (promise) => rejection(promise).then(({ code }) => code);
const calls = {
  "a sign-out": (auth) => auth.current.signOut().then(({ confirmed }) => confirmed),
  "a look at a sign-up": (auth) => auth.confirm().then(({ newcomer }) => newcomer.health),
  "a sign-up given up": (auth) => auth.confirm({ forget: true }).then(({ status }) => status),
  "a client's call": (auth) => code(auth.current.mastodon.preferences()),
  "a renewal": (auth) => code(auth.current.mastodon.preferences()),
};
const results = {
  "a sign-out": false, "a look at a sign-up": "server_down", "a sign-up given up": "restored", "a client's call": "timeout", "a renewal": "timeout",
};

for (const [what, call] of Object.entries(calls)) {
  test(`${what} at a server that hangs takes no longer than the option says`, async (test) => {
    const renewal = what === "a renewal" && { expires_at: "1", refresh_token: "refresh" };
    const kept = new Map(Object.entries(records).map(([key, record]) => [key, JSON.stringify({ ...record, ...(key.includes("session:") && renewal) })]));
    const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) };
    const hangs = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const auth = createAuth({ clientName: "A test", storage, fetch: hangs, requestTimeoutMs: 2_000 });
    const [result, ms] = await waited(test, () => call(auth));
    assert.equal(result, results[what]);
    const requests = what === "a sign-out" || what === "a sign-up given up" ? 2 : 1; // the second asks whether the token works
    assert.ok(ms >= requests * 2_000 && ms <= requests * 2_000 + 500, `${ms} ms`); // without Web Locks, a lock takes 300 ms
  });
}
