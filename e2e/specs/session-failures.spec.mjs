// Failures around a session, in the storage, in the history and at the server: no login is lost, and each failure has its own error.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { consent } from "../support/consent-over-http.mjs";
import { events, authorizeAddress, resultOf, authPage, who } from "../support/auth-page.mjs";

const { set, www, visit, tab } = await authPage();

const returning = async (page, server, person) => consent(page.context(), await authorizeAddress(page, server), person);

async function signInAndReturn(page, server, person) {
  await page.context().clearCookies();
  await page.goto(await returning(page, server, person));
  return resultOf(page);
}

/** What a token is good for at its server. */
const status = async (server, token) => (await fetch(`${server.url}/api/v1/accounts/verify_credentials`, { headers: { Authorization: `Bearer ${token}` } })).status;

const tokens = (page) => page.evaluate(() => Object.entries(localStorage)
  .flatMap(([key, record]) => (key.startsWith("mastoauth:session:") ? [JSON.parse(record).access_token] : [])));

describe("a store that fails in the middle of a second login", () => {
  for (const how of ["full", "throws"]) {
    for (const as of ["alice", "bob"]) {
      it(`(${how}) loses no session, is named, and the next try works: ${as}`, async (test) => {
        // Each login has a token of its own there.
        const server = await set.servers.serve({ Quirks: { NewTokens: true } });
        const { page, context } = await visit(test, "/");
        assert.equal((await signInAndReturn(page, server)).status, "signed-in");
        // The nth write of a page whose address says so fails.
        await context.addInitScript((how) => {
          let left = Number(sessionStorage.getItem("fail in"));
          sessionStorage.removeItem("fail in");
          const { setItem } = Storage.prototype;
          Storage.prototype.setItem = function (...args) {
            if (this === localStorage && --left === 0) {
              throw how === "full" ? new DOMException("The quota has been exceeded.", "QuotaExceededError") : new Error("It does not work.");
            }
            return setItem.apply(this, args);
          };
        }, how);
        for (const write of [2, 3, 4]) { // the first one is for a page that dies now
          await page.context().clearCookies();
          const address = await returning(page, server, { as });
          await page.evaluate((write) => sessionStorage.setItem("fail in", write), write);
          await page.goto(address);
          const { status: came, code } = await resultOf(page);
          assert.deepEqual([came, code, page.url()], ["failed", how === "full" ? "storage_full" : "storage_blocked", `${www.url}/`], `write ${write}`);
          assert.deepEqual(await who(page), ["alice", "alice"]);
          const kept = await tokens(page);
          assert.equal(kept.length, 1, `write ${write}`);
          assert.equal(await status(server, kept[0]), 200, `write ${write}`);
        }
        const before = await tokens(page);
        assert.equal((await signInAndReturn(page, server, { as })).who, as);
        assert.deepEqual(await who(page), as === "alice" ? ["alice", "alice"] : ["bob", "bob", "alice"]);
        for (const token of await tokens(page)) assert.equal(await status(server, token), 200);
        if (as === "alice") assert.equal(await status(server, before[0]), 401, "the one before is revoked");
      });
    }
  }
});

describe("a second login of the same account", () => {
  it("has the same token on Mastodon, which is not revoked", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signInAndReturn(page, server);
    const [token] = await tokens(page);
    assert.equal((await signInAndReturn(page, server)).status, "signed-in");
    assert.deepEqual(await tokens(page), [token]);
    assert.equal(await status(server, token), 200);
    assert.deepEqual(await server.asked(/^POST \/oauth\/revoke/), []);
  });
});

describe("a session that the server refuses", () => {
  const refusals = {
    revoked: (server) => server.revokeTokens(), unconfirmed: (server) => server.stand("alice", "unconfirmed"),
    pending: (server) => server.stand("alice", "pending"), disabled: (server) => server.stand("alice", "disabled"),
  };
  for (const [health, happen] of Object.entries(refusals)) {
    it(`is said to be ${health}, once, in all tabs`, async (test) => {
      const server = await set.servers.serve();
      const { page } = await visit(test, "/");
      await signInAndReturn(page, server);
      const other = await tab(page);
      await events(page);
      await happen(server);
      await page.evaluate(() => Promise.all([auth.current.fetch("/api/v1/preferences"), auth.current.mastodon.preferences().catch(() => undefined)]));
      for (const one of [page, other]) {
        await one.waitForFunction(() => eventLog.length > 0);
        assert.deepEqual(await events(one), [`expired alice ${health}`]);
        assert.deepEqual(await who(one), ["alice", "alice"]);
      }
    });
  }

  it("is not over because its server is down, or forbids one thing", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signInAndReturn(page, server);
    await events(page);
    const call = () => page.evaluate(() => auth.current.mastodon.toot({ status: "howdy universe!" }).catch(({ code }) => code));
    assert.equal(await call(), "insufficient_scope", "write was not asked for");
    await server.fail("/api/v1/accounts/verify_credentials", "Status500HTML");
    assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/statuses", { method: "POST" })).status), 403);
    for (const [fault, code] of [["Status500HTML", "server_error"], ["HTML200", "answer_html"], ["HalfJSON", "answer_broken"], ["EmptyBody", "answer_empty"]]) {
      await server.fail("/api/v1/preferences", fault);
      assert.equal(await page.evaluate(() => auth.current.mastodon.preferences().catch((error) => error.code)), code);
      await server.mend();
    }
    assert.deepEqual(await events(page), []);
  });
});

describe("the window", () => {
  it("may be another one than the login was begun in", async (test) => {
    const { page } = await visit(test, "/?draft=3#part");
    const address = await returning(page, set.server);
    const other = await tab(page);
    await other.goto(address);
    assert.deepEqual(await resultOf(other), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3#part`, state: "" });
    await page.waitForFunction(() => eventLog.includes("signed-in alice"));
    assert.deepEqual(await who(page), ["alice", "alice"]);
  });

  it("goes back over the answer without completing it again", async (test) => {
    const { page } = await visit(test, "/");
    const address = await returning(page, set.server);
    await page.goto(address);
    assert.equal((await resultOf(page)).status, "signed-in");
    await page.goto(`${www.url}/slow/`);
    await page.goBack();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    assert.equal(page.url(), `${www.url}/`);
    await page.goto(address); // as from a bookmark
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    assert.equal(page.url(), `${www.url}/`);
  });

  it("may load its own program anew, as a development server does, while somebody is signed in", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    assert.equal((await signInAndReturn(page, server)).status, "signed-in");
    for (const version of [1, 2, 3]) {
      await page.evaluate((version) => import(`/main.js?t=${version}`), version);
      assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    }
    // And while the answer is in the address: the new program finds what the old one began.
    const address = await returning(page, server);
    await page.goto(address, { waitUntil: "commit" });
    await page.evaluate(() => Promise.all([1, 2].map((version) => import(`/main.js?again=${version}`))));
    assert.equal((await resultOf(page)).who, "alice");
    assert.equal((await server.asked(/grant_type=authorization_code/)).length, 2);
    assert.deepEqual(await who(page), ["alice", "alice"]);
    assert.equal(page.url(), `${www.url}/`);
  });
});

describe("the way back", () => {
  /** Returns to the page with a callback while something fails. mend ends the failure; then a reload must complete the login. */
  async function back(test, harm) {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/?draft=3#part");
    const address = await returning(page, server);
    const mend = await harm(page, server);
    await page.goto(address, { waitUntil: "commit" });
    return { page, server, mend };
  }

  /** Makes lazy.js fail, until the returned function is called. */
  async function cut(page, how) {
    await page.route("**/lazy.js", how);
    return () => page.unroute("**/lazy.js");
  }

  const waiting = (page) => page.evaluate(() => sessionStorage.getItem("mastoauth:answer"));

  for (const [name, harm, code] of [
    ["the server failed", async (page, server) => {
      await server.fail("/oauth/token", "Status500HTML");
      return () => server.mend();
    }, "server_error"],
    ["the server failed once it had taken the code", async (page, server) => {
      await server.fail("/api/v1/accounts/verify_credentials", "Status500HTML");
      return () => server.mend();
    }, "server_error"],
    ["the network failed", (page) => cut(page, (route) => route.abort()), "wasm_unreachable"],
  ]) {
    it(`is gone again after ${name}, by a reload`, async (test) => {
      const { page, mend } = await back(test, harm);
      const failed = await resultOf(page);
      assert.deepEqual([failed.status, failed.code, page.url()], ["failed", code, `${www.url}/?draft=3#part`]);
      await mend();
      await page.reload();
      assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3#part`, state: "" });
      assert.ok(!(await waiting(page)));
      await page.reload();
      assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    });
  }

  it("is given up by who signs up instead", async (test) => {
    const { page, server, mend } = await back(test, async (page, server) => {
      await server.fail("/oauth/token", "Status500HTML");
      return () => server.mend();
    });
    assert.equal((await resultOf(page)).status, "failed");
    await mend();
    const registrant = { username: "newcomer", password: "correct horse battery", email: "newcomer@mail.example", agreement: true };
    const address = await waiting(page);
    await page.evaluate(([url, registrant]) => auth.signUp(url, registrant), [server.url, registrant]);
    await page.reload();
    assert.equal((await resultOf(page)).status, "unconfirmed");

    // A stored callback without its pending login changes nothing.
    await page.evaluate((address) => {
      sessionStorage.setItem("mastoauth:answer", address);
      for (const key of Object.keys(localStorage)) if (key.startsWith("mastoauth:pending:")) localStorage.removeItem(key);
    }, address);
    await page.reload();
    assert.equal((await resultOf(page)).status, "unconfirmed");
  });

  it("is gone again by who loads the page anew before the module is there", async (test) => {
    // Only the first request is held. If it were continued before the reload, it would complete the login in the old page.
    const { page } = await back(test, (page) => page.route("**/lazy.js", () => undefined, { times: 1 }));
    await page.waitForFunction(() => sessionStorage.getItem("mastoauth:answer"));
    await page.waitForURL(`${www.url}/`, { waitUntil: "commit" });
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3#part`, state: "" });
    assert.ok(!(await waiting(page)));
  });

  it("is gone again by who loads the page anew while the code is on its way", async (test) => {
    let onItsWay;
    const { page } = await back(test, async (page, server) => {
      let held = false;
      // The first code exchange never reaches the server. The probe, which has no code, and the next exchange do.
      onItsWay = new Promise((resolve) => void page.route(`${server.url}/oauth/token`, (route) => {
        if (held || !route.request().postData()?.includes("authorization_code")) return route.continue();
        held = true;
        return resolve();
      }));
    });
    await onItsWay;
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3#part`, state: "" });
  });

  it("is given up by who begins another sign-in", async (test) => {
    const { page, mend } = await back(test, async (page, server) => {
      await server.fail("/oauth/token", "Status500HTML");
      return () => server.mend();
    });
    assert.equal((await resultOf(page)).status, "failed");
    await mend();
    await signInAndReturn(page, set.server, { as: "bob" });
    assert.ok(!(await waiting(page)));
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "bob" });
  });

  it("is gone by another page of the site, which keeps its own address", async (test) => {
    const { page, mend } = await back(test, async (page, server) => {
      await server.fail("/oauth/token", "Status500HTML");
      return () => server.mend();
    });
    assert.equal((await resultOf(page)).status, "failed");
    await mend();
    await page.goto(`${www.url}/twins/?mine=1`);
    assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3#part`, state: "" });
    assert.equal(page.url(), `${www.url}/twins/?mine=1`);
  });

  it("is not gone again after a no", async (test) => {
    const { page } = await visit(test, "/");
    const state = new URL(await authorizeAddress(page, set.server)).searchParams.get("state");
    await page.goto(`${www.url}/?error=access_denied&state=${state}`);
    assert.equal((await resultOf(page)).status, "denied");
    assert.ok(!(await waiting(page)));
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
  });
});
