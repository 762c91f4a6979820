// In Chromium, the stack of an error begins at the page's own line that awaits the call (wasm/tests/stack.test.mjs has the same in Node).

import assert from "node:assert/strict";
import { it } from "node:test";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

/** Runs in the page: fails once in each way, each in a function with this name, and returns the codes and stacks. */
async function failures() {
  const { createAuth, Mastodon } = await import("/lib/index.js");
  const answer = async () => { throw new TypeError("no answer"); };
  const options = { clientName: "A test", fetch: answer };
  const client = new Mastodon({ apiBaseUrl: "a.example", accessToken: "token", fetch: answer });
  const auth = createAuth(options);
  await auth.init();
  // A callback whose login this browser has not begun.
  history.replaceState(null, "", "/blank?code=1&state=mastoauth-nobody");
  const back = createAuth(options);
  const id = "https://a.example#1";
  const kept = {
    "mastoauth:sessions": { list: id, current: id }, [`mastoauth:session:${id}`]: { api_base_url: "https://a.example", access_token: "token" },
    [`mastoauth:account:${id}`]: { id: "1", username: "alice" },
  };
  const storage = { getItem: (key) => (kept[key] ? JSON.stringify(kept[key]) : null), setItem() {}, removeItem() {} };
  const { current: session } = createAuth({ ...options, storage });
  const calls = {
    "a client's call": async function callerOfIt() { await client.preferences(); },
    "a static": async function callerOfIt() { await Mastodon.findServer({ server: "a.example", fetch: answer }); },
    signIn: async function callerOfIt() { await auth.signIn("a.example"); },
    "signIn in a popup": async function callerOfIt() { await auth.signIn("a.example", { display: "popup" }); },
    signUp: async function callerOfIt() { await auth.signUp("a.example", { username: "a" }); },
    init: async function callerOfIt() { const { error } = await back.init(); throw error; },
    "a session's call": async function callerOfIt() { await session.mastodon.preferences(); },
    "a session's fetch": async function callerOfIt() { await session.fetch("https://b.example/"); },
    "a session's ensureScopes": async function callerOfIt() { await session.ensureScopes("nonsense"); },
  };
  const found = {};
  for (const [name, call] of Object.entries(calls)) {
    found[name] = await call().then(() => ["resolved", ""], ({ code, stack }) => [code, String(stack)]);
  }
  return found;
}

it("the first line of the stack is the page's that awaits the call", async (test) => {
  const { page } = await set.visit(test);
  const found = await page.evaluate(failures);
  assert.equal(Object.keys(found).length, 9);
  for (const [name, [code, stack]] of Object.entries(found)) {
    const [first, second] = stack.split("\n");
    assert.match(first, /^Mastodon\w+: ./, `${name}: ${code}`);
    assert.match(second ?? "", /callerOfIt/, `${name}: ${stack}`);
    assert.doesNotMatch(stack, /\/lib\//, name);
  }
});
