// Whatever ends or changes a session, by whichever call: each tab is told once, and nobody goes on as the person.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { events, authPage, who } from "../support/auth-page.mjs";

const { set, visit, signIn, tab } = await authPage();

const token = (page) => page.evaluate(() => JSON.parse(localStorage[`mastoauth:session:${auth.current.id}`]).access_token);
/** Waits until a tab has heard the last of these events, and returns all that it has heard. */
async function heard(page, count) {
  await page.waitForFunction((count) => eventLog.length >= count, count);
  return events(page);
}
/** The server does not answer when it is asked to revoke a token, nor whether the token still works. */
async function silence(server) {
  await server.fail("/oauth/revoke", "Status500HTML");
  await server.fail("/api/v1/accounts/verify_credentials", "Status500HTML");
}

describe("the end of a session", () => {
  it("is told once in each tab, by whichever call", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    const other = await tab(page);
    const ends = {
      signOut: () => page.evaluate(() => auth.current.signOut()),
      forget: () => page.evaluate(() => auth.current.forget()),
      revokeAccessToken: () => page.evaluate(() => auth.current.mastodon.revokeAccessToken()),
      "signOut, not confirmed": async () => {
        await silence(server);
        assert.equal((await page.evaluate(() => auth.current.signOut())).confirmed, false);
        await server.mend();
      },
      "revokeAccessToken, not confirmed": async () => {
        await silence(server);
        assert.equal((await page.evaluate(() => auth.current.mastodon.revokeAccessToken())).confirmed, false);
        await server.mend();
      },
      "signOut of the other tab": () => other.evaluate(() => auth.current.signOut()),
      "revokeAccessToken of the other tab": () => other.evaluate(() => auth.current.mastodon.revokeAccessToken()),
    };
    const told = [];
    for (const [name, end] of Object.entries(ends)) {
      await server.revokeTokens(); // otherwise the server does not ask again after forget
      await signIn(page, { server });
      await other.waitForFunction(() => auth.current);
      await end();
      for (const one of [page, other]) {
        await one.waitForFunction(() => eventLog.at(-1) === "changed");
        assert.deepEqual(await who(one), [null], name);
      }
      assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => /:(session|account|limits):/.test(key))), [], name);
      told.push("signed-in alice", "changed alice", "signed-out alice", "changed");
      await page.evaluate(() => (eventLog.length = 0)); // the next sign-in leaves this page
    }
    assert.deepEqual(await events(other), told);
  });

  it("is told by a storage that another tab clears", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    const other = await tab(page);
    await page.evaluate(() => localStorage.clear());
    assert.deepEqual(await heard(other, 2), ["signed-out alice", "changed"]);
  });

  it("ends the clients that pages have kept, in all tabs, also where the token still works", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    for (const one of [page, other]) {
      await one.evaluate(() => (window.kept = auth.current.mastodon).preferences());
      await one.evaluate(() => (window.keptSession = auth.current));
    }
    const alive = await token(page);
    await silence(server);
    assert.equal((await page.evaluate(() => auth.current.signOut())).confirmed, false);
    await server.mend();
    const check = await fetch(`${server.url}/api/v1/accounts/verify_credentials`, { headers: { Authorization: `Bearer ${alive}` } });
    assert.equal(check.status, 200);
    const before = (await server.log()).length;
    for (const one of [page, other]) {
      for (let round = 0; round < 2; round++) {
        assert.deepEqual(await one.evaluate(() => Promise.all([
          kept.preferences(), kept.toot({ status: "howdy" }), kept.request({ path: "/api/v1/preferences" }), kept.persistableLoginCredentials(),
          kept.revokeAccessToken(), keptSession.fetch("/api/v1/preferences"), keptSession.mastodon.preferences(),
        ].map((call) => call.then(() => "went on", ({ code }) => code)))), [...Array(5).fill("not_logged_in"), "session_unknown", "not_logged_in"]);
      }
    }
    assert.equal((await server.log()).length, before, "nothing is sent");
  });
});

describe("a renewal", () => {
  it("changes neither the session's object nor its client, and kept clients have the new login", async (test) => {
    const server = await set.servers.serve({ Quirks: { ExpiresIn: 60.5e9, RefreshTokens: true } });
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    for (const one of [page, other]) {
      await one.evaluate(() => Object.assign(window, { keptSession: auth.current, kept: auth.current.mastodon }));
      await events(one);
    }
    const before = await other.evaluate(async () => (await kept.persistableLoginCredentials()).access_token);
    // Each renewed token is renewed again half a second later.
    await page.waitForFunction(async (before) => {
      await auth.current.mastodon.preferences();
      return JSON.parse(localStorage[`mastoauth:session:${auth.current.id}`]).access_token !== before;
    }, before);
    // A tab of another process sees what was stored a moment later.
    await other.waitForFunction(async (now) => (await kept.persistableLoginCredentials()).access_token === now, await token(page));
    for (const one of [page, other]) {
      assert.deepEqual(await one.evaluate(() => [auth.current === keptSession, auth.sessions()[0] === keptSession, auth.current.mastodon === kept]), [true, true, true]);
    }
    await page.evaluate(() => auth.current.signOut());
    for (const one of [page, other]) assert.deepEqual(await heard(one, 2), ["signed-out alice", "changed"]);
  });

  it("that the server refuses is told once in each tab, and is not tried again", async (test) => {
    const server = await set.servers.serve({ Quirks: { ExpiresIn: 60.5e9, RefreshTokens: true } });
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    for (const one of [page, other]) await events(one);
    const renewals = async () => (await server.asked(/grant_type=refresh_token/)).length;
    const before = await renewals(); // a slow sign-in has renewed it already
    await server.revokeTokens();
    // The token is used until it has to be renewed; then that is refused.
    await page.waitForFunction(() => auth.current.mastodon.preferences().then(() => false, ({ code }) => code === "session_expired"));
    for (const one of [page, other]) {
      await one.waitForFunction(() => eventLog.length > 0);
      for (let call = 0; call < 3; call++) assert.equal(await one.evaluate(() => auth.current.mastodon.preferences().catch(({ code }) => code)), "unauthorized");
      assert.equal(await one.evaluate(async () => (await auth.current.fetch("/api/v1/preferences")).status), 401);
    }
    assert.equal(await renewals(), before + 1, "the refused token is sent once");
    assert.deepEqual(await who(page), ["alice", "alice"]);
    assert.equal((await signIn(page, { server })).status, "signed-in");
    assert.deepEqual(await heard(other, 2), ["expired alice revoked", "signed-in alice"]);
  });
});

describe("the health of a session", () => {
  it("is told at each change, once in each tab", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    for (const one of [page, other]) await events(one);
    const calls = (one) => one.evaluate(() => Promise.all([
      auth.current.fetch("/api/v1/preferences"), auth.current.mastodon.preferences().catch(() => undefined), auth.current.mastodon.preferences().catch(() => undefined),
    ]));
    const told = [];
    for (const standing of ["unconfirmed", "pending", "disabled", "good", "disabled", "unconfirmed", "good", "pending"]) {
      await server.stand("alice", standing);
      await calls(page);
      if (standing === "good") continue;
      told.push(`expired alice ${standing}`);
      for (const one of [page, other]) await one.waitForFunction((count) => eventLog.length >= count, told.length);
      await calls(other);
    }
    for (const one of [page, other]) assert.deepEqual(await one.evaluate(() => eventLog), told);
  });

  it("may be another one for a token that was revoked", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    for (const one of [page, other]) await events(one);
    await server.revokeTokens();
    await page.evaluate(() => auth.current.fetch("/api/v1/preferences"));
    for (const one of [page, other]) await one.waitForFunction(() => eventLog.length === 1);
    // Mastodon says so about the revoked token of somebody who was suspended.
    const disabled = { status: 403, contentType: "application/json", headers: { "Access-Control-Allow-Origin": "*" }, body: '{"error":"Your login is currently disabled"}' };
    await page.context().route(`${server.url}/api/v1/**`, (route) => (route.request().method() === "OPTIONS" ? route.continue() : route.fulfill(disabled)));
    await page.evaluate(() => Promise.all([1, 2, 3].map(() => auth.current.fetch("/api/v1/preferences"))));
    for (const one of [page, other]) assert.deepEqual(await heard(one, 2), ["expired alice revoked", "expired alice disabled"]);
  });
});

describe("a sign-in of an account that is signed in", () => {
  for (const quirks of [{}, { NewTokens: true }]) {
    it(`is told once in each tab${quirks.NewTokens ? ", with a token of its own" : ""}`, async (test) => {
      const server = await set.servers.serve({ Quirks: quirks });
      const { page } = await visit(test, "/");
      await signIn(page, { server });
      const other = await tab(page);
      await other.evaluate(() => (window.keptSession = auth.current));
      await events(other);
      await signIn(page, { server });
      await other.waitForFunction(() => eventLog.length > 0);
      assert.equal(await other.evaluate(() => auth.current === keptSession), true);
      await page.evaluate(() => auth.current.signOut());
      assert.deepEqual(await heard(other, 3), ["signed-in alice", "signed-out alice", "changed"]);
    });
  }
});
