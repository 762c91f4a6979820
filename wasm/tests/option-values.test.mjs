// Values that the host uses itself: a signal, a listener, a store, a fetch. One that is none is refused before anything is sent, and the
// error says what it has to be.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";

const { createAuth, load, Mastodon } = await freshPackage();

const records = {
  "mastoauth:sessions": { list: "https://a.example#1" },
  "mastoauth:session:https://a.example#1": { api_base_url: "https://a.example", access_token: "token-1", scope: "read" },
  "mastoauth:account:https://a.example#1": { id: "1", username: "a", handle: "a@a.example", display_name: "A", avatar: "", url: "" },
};
const storage = { getItem: (key) => JSON.stringify(records[key]) ?? null, setItem() {}, removeItem() {} };
const nothing = () => assert.fail("something was sent");
const auth = createAuth({ clientName: "A test", storage, fetch: nothing });
const [session] = auth.sessions();
const client = new Mastodon({ apiBaseUrl: "https://a.example", accessToken: "token-1", mastodonVersion: "4.5.0", fetch: nothing });

const refused = async (call, name, hint) => {
  const error = await rejection(call());
  assert.deepEqual([error.name, error.code, error.message.split(":")[0]], ["MastodonIllegalArgumentError", "option_invalid", name], `${error.code} ${error.message}`);
  assert.match(error.hint, hint);
};

const calls = {
  signIn: (more) => auth.signIn("a.example", { launch: nothing, ...more }),
  signUp: (more) => auth.signUp("a.example", more),
  confirm: (more) => auth.confirm(more),
  preload: (more) => auth.preload("", more),
  use: (more) => auth.use(session.id, more),
  token: (more) => session.token(more),
  check: (more) => session.check(more),
  signOut: (more) => session.signOut(more),
  forget: (more) => session.forget(more),
  ensureScopes: (more) => session.ensureScopes("write", more),
  diagnose: (more) => Mastodon.diagnose({ server: "a.example", ...more }),
  findServer: (more) => Mastodon.findServer({ server: "a.example", ...more }),
  "findServer, after a text": (more) => Mastodon.findServer("a.example", more),
  statusPost: (more) => client.statusPost({ status: "hi", ...more }),
  "statusPost, after a text": (more) => client.statusPost("hi", more),
  preferences: (more) => client.preferences(more),
  mediaPost: (more) => client.mediaPost({ mediaFile: new Blob(["x"]), ...more }),
};
for (const [name, call] of Object.entries(calls)) {
  test(`${name}: an AbortController is no signal`, async () => {
    for (const signal of [new AbortController(), "x", 7]) await refused(() => call({ signal }), "signal", /^An AbortController has it as its member signal\.$/);
  });
}

test("load, before the module is there", async () => {
  const fresh = await freshPackage();
  await refused(() => fresh.load({ signal: new AbortController() }), "signal", /AbortController/);
  await load({ signal: new AbortController().signal });
});

test("an onProgress that is no function", async () => {
  await refused(() => client.mediaPost({ mediaFile: new Blob(["x"]), onProgress: "x" }), "onProgress", /loaded, total/);
});

const stores = { "a text": "session", "a Map": new Map(), "an empty object": {}, "one that only reads": { getItem() {} } };
const values = [
  ...Object.entries(stores).map(([kind, storage]) => [`storage, ${kind}`, { storage }, /^Give the object itself, such as sessionStorage/]),
  ["fetch", { fetch: "x" }, /browser's fetch/],
  ["onRatelimit", { onRatelimit: {} }, /waitMs/],
  ["ratelimitMethod", { ratelimitMethod: "trow" }, /^Leave it out for wait\.$/],
];
for (const [name, options, hint] of values) {
  const [option] = name.split(",");
  test(`createAuth and a client: ${name}`, async () => {
    const wrong = createAuth({ clientName: "A test", ...options });
    await refused(() => wrong.preload(), option, hint);
    await refused(() => wrong.signIn("a.example", { launch: nothing }), option, hint);
    await refused(() => new Mastodon({ apiBaseUrl: "a.example", fetch: nothing, ...options }).instance(), option, hint);
  });
}

test("createAuth without a name of the app says how to give one", async () => {
  for (const options of [undefined, {}, { scopes: ["read"] }, { clientName: "" }]) {
    const nameless = createAuth(options);
    for (const call of [() => nameless.preload(), () => nameless.signIn("a.example", { launch: nothing })]) {
      const { code, message, hint } = await rejection(call());
      assert.deepEqual([code, message.split(":")[0], hint], ["client_name_invalid", "clientName", 'Call createAuth({ clientName: "My page" }).']);
    }
  }
});

test("null and undefined are not given", async () => {
  const plain = createAuth({ clientName: "A test", storage: undefined, fetch: null, onRatelimit: null, ratelimitMethod: undefined });
  await plain.preload("", { signal: null });
});
