// Sign-in by redirect in any engine.

import assert from "node:assert/strict";
import { decide, exchanges, go, seen, signIn, who } from "./person.mjs";

export const redirect = {
  "a person comes back to where they were, signed in": async ({ open, server, www }) => {
    const page = await open("/?draft=3&x#part");
    assert.deepEqual(await seen(page), { status: "signed-out" });
    await go(page, server);
    await page.at(server.url);
    await decide(page);
    const home = `${www.url}/?draft=3&x#part`;
    await page.at(home);
    assert.deepEqual(await seen(page), { status: "signed-in", who: "alice", returnTo: home, state: "draft 3" });
    assert.equal(await exchanges(server), 1);
  },

  "a session is there after a reload, without the module": async (set) => {
    const page = await set.open("/");
    await signIn(page, set);
    set.www.asked.length = 0;
    await page.goto(`${set.www.url}/?again`);
    assert.deepEqual(await seen(page), { status: "restored", who: "alice" });
    assert.ok(set.www.asked.includes("/lib/index.js"));
    assert.deepEqual(set.www.asked.filter((path) => /\.wasm|lazy\.js|wasm_exec/.test(path)), []);
  },

  "a no is no error, and goes back to where they were": async (set) => {
    const page = await set.open("/?draft=3#part");
    const initResult = await signIn(page, set, { allow: false });
    assert.deepEqual(initResult, { status: "denied", code: "access_denied", returnTo: `${set.www.url}/?draft=3#part`, state: "draft 3" });
    assert.equal(await page.url(), `${set.www.url}/?draft=3#part`);
    assert.equal((await signIn(page, set)).status, "signed-in");
  },

  "the answer of another program stays in the address": async ({ open, www }) => {
    const page = await open("/?code=theirs&state=of-theirs&x=1#code=2");
    assert.deepEqual(await seen(page), { status: "signed-out" });
    assert.equal(await page.url(), `${www.url}/?code=theirs&state=of-theirs&x=1#code=2`);
  },

  "an answer that is opened again, in two tabs, completes nothing": async (set) => {
    const page = await set.open("/");
    await signIn(page, set);
    const address = set.www.url + set.www.asked.findLast((path) => path.includes("code="));
    const other = await page.tab(address);
    await page.goto(address);
    for (const one of [page, other]) {
      assert.deepEqual(await seen(one), { status: "restored", who: "alice" });
      assert.equal(await one.url(), `${set.www.url}/`);
    }
    assert.equal(await exchanges(set.server), 1);
    await page.evaluate(() => auth.current.signOut());
    await page.goto(address);
    assert.deepEqual(await seen(page), { status: "signed-out" });
  },

  "two createAuth in a page complete one login, and say the same": async (set) => {
    const page = await set.open("/twins/");
    const initResult = await signIn(page, set);
    assert.equal(initResult.status, "signed-in");
    assert.deepEqual(await seen(page, "twin"), initResult);
    assert.equal(await exchanges(set.server), 1);
  },

  "a store that takes its time keeps the login and the session": async (set) => {
    const page = await set.open("/slow/?x=1");
    const initResult = await signIn(page, set);
    assert.deepEqual(initResult, { status: "signed-in", who: "alice", returnTo: `${set.www.url}/slow/?x=1`, state: "draft 3" });
    await page.goto(`${set.www.url}/slow/`);
    assert.deepEqual(await seen(page), { status: "restored", who: "alice" });
    assert.deepEqual(await who(page), ["alice", "alice"]);
  },

  "the back button ends a sign-in, and the next one works": async (set) => {
    const page = await set.open("/");
    await page.evaluate(() => (window.alive = true));
    await go(page, set.server);
    await page.at(set.server.url);
    await page.back();
    await page.at(set.www.url);
    // WebKit keeps the page while another is shown, and the promise of the sign-in is rejected. Firefox loads it again.
    const kept = await page.evaluate(() => window.alive === true);
    assert.equal(kept, set.engine === "WebKit");
    if (kept) assert.deepEqual(await seen(page, "outcome"), { status: "rejected", code: "aborted" });
    else assert.deepEqual(await seen(page), { status: "signed-out" });
    assert.equal((await signIn(page, set)).status, "signed-in");
  },

  "what is no server is named, and nobody leaves": async ({ open, server, www }) => {
    const page = await open("/");
    await server.fail("/", "CloseConnection");
    for (const [typed, code] of [["not a server", "server_invalid"], [www.url, "server_not_mastodon"], [server.url, "server_not_found"]]) {
      await go(page, { url: typed });
      assert.deepEqual(await seen(page, "outcome"), { status: "rejected", code });
      await page.evaluate(() => delete window.outcome);
    }
    assert.equal(await page.url(), `${www.url}/`);
  },

  "a page whose policy refuses WebAssembly says which word to add": async ({ open, server, unwise }) => {
    const page = await open("/", unwise);
    await go(page, server);
    assert.deepEqual(await seen(page, "outcome"), { status: "rejected", code: "wasm_blocked" });
  },
};
