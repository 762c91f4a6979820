// The sessions of createAuth: several accounts, calls as each of them, rate limits, and signing out.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { events, resultOf, authPage, who } from "../support/auth-page.mjs";
import { storedRecords } from "../support/package-calls.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, signIn, popup, tab } = await authPage();

describe("several accounts", () => {
  it("switching and signing out reach all tabs, and the tokens die", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    await signIn(page, { as: "bob" });
    assert.deepEqual(await who(page), ["bob", "bob", "alice"]);
    const other = await tab(page);
    assert.deepEqual(await who(other), ["bob", "bob", "alice"]);
    await events(page);

    const used = await page.evaluate(async () => (await auth.use(auth.sessions()[1].id)).account.username);
    assert.equal(used, "alice");
    await other.waitForFunction(() => eventLog.length > 0);
    assert.deepEqual(await events(other), ["changed alice"]);
    assert.deepEqual(await who(other), ["alice", "bob", "alice"]);

    const tokens = Object.entries(await storedRecords(page)).flatMap(([key, record]) => (key.startsWith("mastoauth:session:") ? [JSON.parse(record)] : []));
    const outcome = await page.evaluate(() => auth.current.signOut());
    assert.deepEqual(outcome, { confirmed: true });
    await other.waitForFunction(() => eventLog.length > 1);
    assert.deepEqual(await events(other), ["signed-out alice", "changed bob"]);
    assert.deepEqual(await who(other), ["bob", "bob"]);
    await page.evaluate(() => auth.current.signOut());
    await other.waitForFunction(() => eventLog.length > 1);
    assert.deepEqual(await events(other), ["signed-out bob", "changed"]);
    assert.deepEqual(await who(page), [null]);
    assert.equal(tokens.length, 2);
    for (const { access_token: token } of tokens) {
      const check = await fetch(`${set.server.url}/api/v1/accounts/verify_credentials`, { headers: { Authorization: `Bearer ${token}` } });
      assert.equal(check.status, 401);
    }
    assert.deepEqual(Object.keys(await storedRecords(page)).filter((key) => /:(session|account):/.test(key)), []);
  });

  it("a module that dies on the way out keeps nobody in", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    await server.fail("/oauth/revoke", "Hang");
    const outcome = await page.evaluate(async () => {
      const first = auth.current.signOut().catch(({ code }) => code);
      await new Promise((resolve) => setTimeout(resolve, 500));
      // Go's runtime reads this clock whenever it is entered. An exception there breaks it as no panic does.
      const own = Object.getOwnPropertyDescriptor(performance, "now");
      performance.now = () => { throw new Error("broken on purpose"); };
      await auth.use("anybody").catch(() => undefined);
      if (own) Object.defineProperty(performance, "now", own);
      else delete performance.now;
      return first;
    });
    assert.equal(outcome, "module_stopped");
    await server.mend();
    assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true });
  });

  it("says honestly what the server did not confirm", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    await server.fail("/oauth/revoke", "Status500HTML");
    await server.fail("/api/v1/accounts/verify_credentials", "Status500HTML");
    const outcome = await page.evaluate(() => auth.current.signOut());
    assert.deepEqual(outcome, { confirmed: false, authorizedAppsUrl: `${server.url}/oauth/authorized_applications` });
    assert.deepEqual(await who(page), [null]);
  });
});

describe("a session", () => {
  it("asks for more when more is needed, and comes back to what was about to be done", async (test) => {
    const { page } = await visit(test, "/?draft=3");
    await signIn(page);
    assert.equal(await page.evaluate(() => auth.current.ensureScopes(["read"])), true);
    assert.equal(await page.evaluate(() => auth.current.ensureScopes("read:statuses")), true, "read covers it");
    const post = () => page.evaluate(async () => (await auth.current.mastodon.toot({ status: "howdy universe!" }).catch((error) => error)).code ?? "posted");
    assert.equal(await post(), "insufficient_scope");
    await page.locator("#more").click();
    await atServer(page);
    await decide(page);
    await atHome(page);
    assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3`, state: "draft 3" });
    assert.deepEqual(await page.evaluate(() => auth.current.scopes), ["read", "write:statuses"]);
    assert.deepEqual(await who(page), ["alice", "alice"]);
    assert.equal(await post(), "posted");
  });

  it("asks in a popup too, and refuses another account", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    await page.evaluate(() => (window.options = { display: "popup" }));
    const window = await popup(page, "more");
    await Promise.all([window.waitForEvent("close"), decide(window)]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "granted true" });
    assert.equal(await page.evaluate(() => auth.current.ensureScopes("write:statuses", { display: "popup" })), true);

    await page.evaluate(() => auth.current.signOut().then(() => (window.options = {})));
    await signIn(page);
    await page.evaluate(() => (window.options = { display: "popup" }));
    await page.context().clearCookies();
    const second = await popup(page, "more");
    await Promise.all([second.waitForEvent("close"), decide(second, { as: "bob" })]);
    assert.equal((await resultOf(page, "outcome")).code, "account_mismatch");
    assert.deepEqual(await who(page), ["alice", "alice"]);
    assert.deepEqual(await page.evaluate(() => auth.current.scopes), ["read"]);
  });

  it("fetches from its own server only", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    const answers = await page.evaluate(async () => {
      const session = auth.current;
      const response = await session.fetch("/api/v1/accounts/verify_credentials", { headers: { "X-Mine": "1" } });
      const refused = async (path) => session.fetch(path).then(() => "sent", (error) => error.code);
      return [
        response instanceof Response, (await response.json()).acct, await refused("https://elsewhere.example/api"), await refused("//elsewhere.example/"),
        await refused("http://["), await refused(new Request("/api")), JSON.stringify(session).includes(JSON.parse(localStorage[`mastoauth:session:${session.id}`]).access_token),
      ];
    });
    assert.deepEqual(answers, [true, "alice", "server_mismatch", "server_mismatch", "server_mismatch", "server_mismatch", false]);
  });

  it("that the server does not take any more is said once, in all tabs", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    await events(page);
    await server.revokeTokens();
    const asked = async () => (await server.asked(/^GET \S*verify_credentials/)).length;
    const before = await asked();
    const statuses = await page.evaluate(() => Promise.all([1, 2, 3].map(async () => (await auth.current.fetch("/api/v1/preferences")).status)));
    assert.deepEqual(statuses, [401, 401, 401]);
    assert.deepEqual(await events(page), ["expired alice revoked"]);
    assert.equal(await asked(), before + 1, "the server was asked once");
    await other.waitForFunction(() => eventLog.length > 0);
    assert.equal(await other.evaluate(() => auth.current.mastodon.preferences().catch((error) => error.status)), 401);
    assert.deepEqual(await events(other), ["expired alice revoked"]);
    assert.deepEqual(await who(page), ["alice", "alice"], "it is for the page to sign it out, or in again");
    assert.equal((await signIn(page, { server })).status, "signed-in");
    assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/preferences")).status), 200);
    assert.equal(await other.evaluate(async () => (await auth.current.mastodon.accountVerifyCredentials()).acct), "alice");
  });

  it("that a call through the client finds dead is said too, and a server that is down is no end", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    await events(page);
    await server.fail("/api/v1/preferences", "Status500HTML");
    assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/preferences")).status), 500);
    await server.mend();
    assert.deepEqual(await events(page), []);
    await server.revokeTokens();
    await page.evaluate(() => auth.current.mastodon.preferences().catch(() => undefined));
    await page.waitForFunction(() => eventLog.length > 0);
    assert.deepEqual(await events(page), ["expired alice revoked"]);
  });

  it("tells all tabs when a call waits for a rate limit", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    await server.fail("/api/v1/preferences", "TooManyRequests", { times: 1, resetMs: 60_000 });
    await page.evaluate(() => void auth.current.mastodon.preferences().catch(() => undefined)); // the test does not wait as long
    for (const one of [page, other]) await one.waitForFunction(() => eventLog.includes("ratelimit alice"));
  });
});

describe("a limit of the server", () => {
  it("that one tab ran into holds the others back, and they send nothing that must fail", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    const asked = async () => (await server.asked(/^GET \/api\/v1\/preferences/)).length;
    for (const one of [page, other]) await one.evaluate(() => auth.preload());
    const call = (one) => one.evaluate(() => (window.answered = auth.current.mastodon.preferences().then(() => Date.now())) && undefined);
    await page.clock.install();
    const ends = (await page.evaluate(() => Date.now())) + 59_000; // servers tell whole seconds, more or less
    await server.fail("/api/v1/preferences", "TooManyRequests", { times: 1, resetMs: 60_000 });
    await call(page);
    await page.waitForFunction(() => eventLog.includes("ratelimit alice"));
    await other.evaluate(() => (eventLog.length = 0));
    await call(other);
    await other.waitForFunction(() => eventLog.includes("ratelimit alice"));
    assert.equal(await asked(), 1, "the other tab waits too");
    await page.clock.runFor(62_000); // in both tabs
    for (const one of [page, other]) assert.ok((await one.evaluate(() => answered)) >= ends);
    assert.equal(await asked(), 3);
    await page.evaluate(() => auth.current.signOut());
    assert.deepEqual(Object.keys(await storedRecords(page)).filter((key) => key.startsWith("mastoauth:limits:")), []);
  });
});
