// Sessions in any engine.

import assert from "node:assert/strict";
import { decide, events, go, popup, seen, signIn, who } from "./person.mjs";

export const sessions = {
  "two accounts are switched in all tabs": async (set) => {
    const page = await set.open("/");
    await signIn(page, set);
    await page.goto(set.server.url);
    await page.forget();
    await page.goto(`${set.www.url}/`);
    await signIn(page, set, { as: "bob" });
    const other = await page.tab(`${set.www.url}/`);
    await seen(other);
    assert.deepEqual(await who(other), ["bob", "bob", "alice"]);
    await page.evaluate(() => auth.use(auth.sessions()[1].id));
    assert.deepEqual(await events(other, 1), ["changed alice"]);
    assert.deepEqual(await who(other), ["alice", "bob", "alice"]);
  },

  "a sign-in and a sign-out are seen in another tab, and the server confirms it": async (set) => {
    const page = await set.open("/");
    const other = await page.tab(`${set.www.url}/`);
    await seen(other);
    await signIn(page, set);
    assert.deepEqual(await events(other, 2), ["signed-in alice", "changed alice"]);
    assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true });
    assert.deepEqual(await events(other, 2), ["signed-out alice", "changed"]);
    assert.deepEqual(await who(other), [null]);
  },

  "more scopes are asked for when they are needed": async (set) => {
    const page = await set.open("/?draft=3");
    await signIn(page, set);
    assert.equal(await page.evaluate(() => auth.current.ensureScopes("read:statuses")), true);
    await page.click("#more");
    await page.at(set.server.url);
    await decide(page);
    await page.at(set.www.url);
    assert.equal((await seen(page)).state, "draft 3");
    assert.deepEqual(await page.evaluate(() => auth.current.scopes), ["read", "write:statuses"]);
    assert.equal(await page.evaluate(async () => (await auth.current.mastodon.toot({ status: "howdy universe!" })).account.acct), "alice");
  },

  "more scopes are asked for in a popup": async (set) => {
    const page = await set.open("/");
    await signIn(page, set);
    await page.evaluate(() => (window.options = { display: "popup" }));
    const window = await popup(page, set.server, "more");
    await decide(window);
    await window.closed();
    assert.deepEqual(await seen(page, "outcome"), { status: "granted true" });
  },

  "it fetches from its own server only": async (set) => {
    const page = await set.open("/");
    await signIn(page, set);
    const answers = await page.evaluate(async () => {
      const response = await auth.current.fetch("/api/v1/accounts/verify_credentials");
      const refused = await auth.current.fetch("https://elsewhere.example/api").then(() => "sent", ({ code }) => code);
      return [response.status, (await response.json()).acct, refused];
    });
    assert.deepEqual(answers, [200, "alice", "server_mismatch"]);
  },

  "its client reads the preferences, and an error has its class": async (set) => {
    const page = await set.open("/");
    await signIn(page, set);
    const preferences = await page.evaluate(() => auth.current.mastodon.preferences());
    assert.equal(preferences["posting:default:visibility"], "public");
    const error = await page.evaluate(async () => {
      const lib = await import("/lib/index.js");
      const error = await auth.current.mastodon.request({ path: "/api/v1/statuses/none" }).catch((error) => error);
      return [error instanceof lib.MastodonNotFoundError, error instanceof lib.MastodonError, error.name, error.status];
    });
    assert.deepEqual(error, [true, true, "MastodonNotFoundError", 404]);
  },

  "one that the server ended is said once, in all tabs": async (set) => {
    const page = await set.open("/");
    await signIn(page, set);
    const other = await page.tab(`${set.www.url}/`);
    await seen(other);
    await events(page, 2);
    await set.server.revokeTokens();
    assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/preferences")).status), 401);
    assert.deepEqual(await events(page, 1), ["expired alice revoked"]);
    assert.deepEqual(await events(other, 1), ["expired alice revoked"]);
    await go(page, set.server);
    await page.at(set.server.url);
    await decide(page);
    await page.at(set.www.url);
    assert.equal((await seen(page)).status, "signed-in");
  },
};
