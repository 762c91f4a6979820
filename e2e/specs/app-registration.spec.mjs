// The registration of the app: it is reused where possible, and replaced if the server has forgotten it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authorizeAddress, registrations, resultOf, authPage, who } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, go, signIn, tab, answer } = await authPage();

const app = (address) => new URL(address).searchParams.get("client_id");

/** What was asked that has to do with the app, in its order. */
const steps = async (server) => (await server.asked(/client_credentials|^POST \/api\/v1\/apps|^GET \/oauth\/authorize/))
  .map((line) => (line.startsWith("POST /oauth/token") ? "probe" : line.startsWith("POST") ? "register" : "leave"));

describe("one registration", () => {
  it("serves each server, page, scopes and name", async (test) => {
    const [server, other] = await Promise.all([set.servers.serve(), set.servers.serve()]);
    const { page } = await visit(test, "/");
    const first = app(await authorizeAddress(page, server));
    assert.equal(app(await authorizeAddress(page, server)), first);
    assert.equal(await registrations(server), 1);
    const differing = {
      scopes: { scopes: ["read", "write"] }, "a name": { clientName: "Another journey" }, "a page": { redirectUri: `${www.url}/slow/` },
    };
    const apps = new Set([first]);
    for (const [what, options] of Object.entries(differing)) {
      const own = app(await authorizeAddress(page, server, { auth: options }));
      assert.ok(!apps.has(own), what);
      apps.add(own);
      assert.equal(app(await authorizeAddress(page, server, { auth: options })), own, what);
    }
    assert.equal(await registrations(server), 4);
    await authorizeAddress(page, other);
    assert.equal(await registrations(other), 1);
    assert.equal(await registrations(server), 4);
  });

  it("is asked for before the person leaves, and made anew where the server forgot it", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    assert.equal((await signIn(page, { server })).status, "signed-in");
    assert.deepEqual([...new Set(await steps(server))], ["register", "leave"]);
    const before = (await steps(server)).length;
    await server.forgetApps();
    assert.equal((await signIn(page, { server, as: "bob" })).who, "bob");
    assert.deepEqual([...new Set((await steps(server)).slice(before))], ["probe", "register", "leave"]);
    await page.context().clearCookies();
    await go(page, "redirect", server);
    await atServer(page);
    await page.locator('input[name="user[email]"]').waitFor();
    assert.deepEqual((await steps(server)).slice(-2), ["probe", "leave"], "the new one is kept");
  });

  it("that the server forgets while the person is away is an error, and the next sign-in mends it", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    const address = await answer(page, server);
    await server.forgetApps();
    await page.goto(address);
    const { status, code } = await resultOf(page);
    assert.deepEqual([status, code, page.url()], ["failed", "invalid_client", `${www.url}/`]);
    assert.equal((await signIn(page, { server })).status, "signed-in");
    assert.equal(await registrations(server), 2);
  });

  it("is made anew where its record is damaged", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await authorizeAddress(page, server);
    for (const garbage of ["garbage", "{}", '{"client_id":5}', "[]"]) {
      await page.evaluate((garbage) => {
        for (const key of Object.keys(localStorage)) if (key.startsWith("mastoauth:app:")) localStorage[key] = garbage;
      }, garbage);
      assert.ok(app(await authorizeAddress(page, server)), garbage);
    }
    assert.equal(await registrations(server), 5);
  });

  it("is kept where the server gives apps no tokens to ask with", async (test) => {
    const server = await set.servers.serve({ Flavour: "mitra" });
    const { page } = await visit(test, "/");
    assert.equal(app(await authorizeAddress(page, server)), app(await authorizeAddress(page, server)));
    assert.equal(await registrations(server), 1);
  });

  it("is not thrown away for a server that is down", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    const own = app(await authorizeAddress(page, server));
    await server.fail("/oauth/token", "Status500HTML");
    await go(page, "redirect", server);
    assert.equal((await resultOf(page, "outcome")).code, "server_error");
    await server.mend();
    assert.equal(app(await authorizeAddress(page, server)), own);
  });
});

describe("ten tabs that ask at once", () => {
  for (const locks of [true, false]) {
    it(`register once, ${locks ? "with" : "without"} Web Locks`, async (test) => {
      const server = await set.servers.serve();
      const { page, context } = await visit(test, "/");
      if (!locks) await context.addInitScript(() => delete Navigator.prototype.locks);
      await page.reload();
      assert.equal(await page.evaluate(() => "locks" in navigator), locks);
      const tabs = [page];
      while (tabs.length < 10) tabs.push(await tab(page));
      await Promise.all(tabs.map((one) => one.evaluate(() => auth.preload())));
      const addresses = await Promise.all(tabs.map((one) => authorizeAddress(one, server)));
      assert.equal(await registrations(server), 1);
      assert.equal(new Set(addresses.map(app)).size, 1);
      assert.equal(new Set(addresses.map((address) => new URL(address).searchParams.get("state"))).size, 10);
      const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("mastoauth:lock:")));
      assert.deepEqual(left, [], "no lock is left behind");
    });
  }
});

it("a server whose registrations serve one login gets a fresh one for each", async (test) => {
  const server = await set.servers.serve({ Flavour: "sharkey" });
  const { page } = await visit(test, "/");
  const others = [await tab(page), await tab(page)];
  const addresses = await Promise.all([page, ...others].map((one) => authorizeAddress(one, server)));
  assert.equal(new Set(addresses.map(app)).size, 3);
  assert.equal(await registrations(server), 3);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("mastoauth:app:"))), []);
  for (const as of ["alice", "bob"]) {
    await page.context().clearCookies();
    await go(page, "redirect", server);
    await atServer(page);
    await decide(page, { as });
    await atHome(page);
    assert.equal((await resultOf(page)).who, as);
  }
  assert.deepEqual(await who(page), ["bob", "bob", "alice"]);
  assert.equal(await registrations(server), 5);
});
