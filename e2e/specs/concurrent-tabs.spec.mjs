// Races between tabs: each is run twenty times in a row, in tabs that stay open, and must never fail.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { consent } from "../support/consent-over-http.mjs";
import { events, exchanges, authorizeAddress, registrations, resultOf, authPage, who } from "../support/auth-page.mjs";

const rounds = 20;
const { set, www, visit, tab, popup } = await authPage();

async function times(run) {
  for (let round = 1; round <= rounds; round++) {
    await run(round).catch((error) => {
      error.message = `round ${round}: ${error.message}`;
      throw error;
    });
  }
}

/** Opens this many tabs of one fresh profile, each with the module loaded. */
async function tabs(test, count, path = "/") {
  const { page, context } = await visit(test, path);
  const all = [page];
  while (all.length < count) all.push(await tab(page, path));
  await Promise.all(all.map((one) => one.evaluate(() => auth.preload())));
  return { page, context, all };
}

/** The callback URL of a sign-in that this page began. */
const returning = async (page, server, person) => consent(page.context(), await authorizeAddress(page, server, { forceLogin: false }), person);

/** Signs a person in, and opens their callback URL. */
async function signInAndReturn(page, server, person) {
  await page.goto(await returning(page, server, person));
  return resultOf(page);
}

const stored = (page, prefix) => page.evaluate((prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)), prefix);

describe("at once, and twenty times", () => {
  it("ten tabs register the app", async (test) => {
    const server = await set.servers.serve();
    const { page, all } = await tabs(test, 10);
    // A window that goes nowhere: the sign-in is called off once the address is known.
    await Promise.all(all.map((one) => one.evaluate(() => {
      window.leave = (server) => new Promise((resolve, reject) => {
        const controller = new AbortController();
        window.open = () => ({ closed: false, close() {}, location: { replace(url) { resolve(url); controller.abort(); } } });
        auth.signIn(server, { display: "popup", signal: controller.signal }).catch((error) => reject(error));
      });
    })));
    await times(async (round) => {
      await server.forgetApps();
      const addresses = await Promise.all(all.map((one) => one.evaluate((url) => leave(url), server.url)));
      assert.equal(new Set(addresses.map((address) => new URL(address).searchParams.get("client_id"))).size, 1);
      assert.equal(await registrations(server), round);
    });
    assert.equal((await stored(page, "mastoauth:app:")).length, 1);
  });

  it("three tabs open the same answer", async (test) => {
    const server = await set.servers.serve();
    const { page, all } = await tabs(test, 3);
    await times(async (round) => {
      const address = await returning(page, server);
      await Promise.all(all.map((one) => one.goto(address)));
      const initResult = await Promise.all(all.map((one) => resultOf(one)));
      assert.deepEqual(initResult.map(({ status }) => status).sort(), ["restored", "restored", "signed-in"]);
      assert.deepEqual(initResult.map((one) => one.who), ["alice", "alice", "alice"]);
      for (const one of all) assert.equal(one.url(), `${www.url}/`);
      assert.equal(await exchanges(server), round);
    });
  });

  it("two createAuth of a page ask for the same answer, and each of them twice", async (test) => {
    const server = await set.servers.serve();
    const { page } = await tabs(test, 1, "/twins/");
    await times(async (round) => {
      const initResult = await signInAndReturn(page, server);
      assert.deepEqual([initResult.status, initResult.who], ["signed-in", "alice"]);
      assert.deepEqual(await resultOf(page, "twin"), initResult);
      assert.equal(await page.evaluate(async () => (await auth.init()) === (await window.initResult)), true);
      assert.equal(await exchanges(server), round);
      assert.equal((await events(page)).filter((event) => event === "signed-in alice").length, 1);
      assert.equal((await stored(page, "mastoauth:session:")).length, 1);
    });
  });

  it("a popup brings the answer, and is closed", async (test) => {
    const server = await set.servers.serve();
    const { page, context } = await tabs(test, 1);
    await signInAndReturn(page, server); // she agreed once, and is not asked again
    await page.evaluate(() => (window.options = { forceLogin: false }));
    await page.locator("#server").fill(server.url);
    let closed = 0;
    await times(async (round) => {
      await page.evaluate(() => auth.current?.signOut());
      await signInAndReturn(page, server);
      await page.evaluate(() => (window.options = { forceLogin: false }));
      await page.locator("#server").fill(server.url);
      await page.evaluate(() => delete window.outcome);
      const opened = page.waitForEvent("popup");
      await page.locator("#popup").click();
      const window = await opened;
      const gone = window.isClosed() ? Promise.resolve() : window.waitForEvent("close");
      // In every other round the person closes it while the answer is on its way.
      if (round % 2) {
        await window.waitForURL((url) => url.origin === www.url && url.pathname === "/").catch(() => undefined);
        await window.close().catch(() => undefined);
      }
      await gone;
      const { status } = await resultOf(page, "outcome");
      assert.ok(status === "signed-in" || status === "closed" && round % 2, status);
      closed += status === "closed";
      assert.deepEqual(await who(page), ["alice", "alice"]);
    });
    assert.ok(closed < rounds);
    assert.equal(context.pages().length, 1);
  });

  it("a tab signs out while another one calls and renews", async (test) => {
    // Each token has to be renewed by the next call.
    const server = await set.servers.serve({ Quirks: { ExpiresIn: 60.5e9, RefreshTokens: true } });
    const { page, all: [, other] } = await tabs(test, 2);
    await times(async () => {
      await signInAndReturn(page, server);
      await other.waitForFunction(() => auth.current);
      await Promise.all([page, other].map(events));
      await other.evaluate(() => (window.held = auth.current.mastodon) && undefined); // before the session is gone
      const [outcome, codes] = await Promise.all([
        page.evaluate(() => auth.current.signOut()),
        other.evaluate(async () => {
          const call = () => held.preferences().then(() => "done", ({ code }) => code);
          return [await call(), await call(), await call()];
        }),
      ]);
      assert.deepEqual(outcome, { confirmed: true });
      // A call that was under way may find its token dead; the ones after it find nobody signed in.
      for (const code of codes) assert.ok(["done", "unauthorized", "not_logged_in"].includes(code), code);
      await other.waitForFunction(() => eventLog.includes("signed-out alice"));
      // A renewal is a change as well; nobody is told that the session expired.
      for (const one of [page, other]) {
        assert.deepEqual((await events(one)).filter((event) => !event.startsWith("changed")), ["signed-out alice"]);
      }
      assert.deepEqual([await stored(page, "mastoauth:session:"), await who(page), await who(other)], [[], [null], [null]]);
    });
  });

  it("four tabs call with a token that has run out", async (test) => {
    const server = await set.servers.serve({ Flavour: "akkoma", Quirks: { ExpiresIn: 3600e9 } });
    const { page, context, all } = await tabs(test, 4);
    // The clock of the pages, which goes forward when the test says so: how fast the machine is must not matter.
    await context.addInitScript(() => {
      const now = Date.now;
      window.ahead = 0;
      window.Date = class extends Date {
        constructor(...given) {
          super(...(given.length > 0 ? given : [now() + window.ahead]));
        }
        static now() {
          return now() + window.ahead;
        }
      };
    });
    await Promise.all(all.map((one) => one.reload()));
    await signInAndReturn(page, server);
    await Promise.all(all.map((one) => one.waitForFunction(() => auth.current)));
    const renewals = () => server.asked(/^POST \/oauth\/token .*grant_type=refresh_token/);
    const used = (lines) => new Set(lines.map((line) => new URLSearchParams(line.split(" ")[2]).get("refresh_token"))).size;
    const later = (one, hours) => one.evaluate((hours) => (window.ahead = hours * 3600e3), hours);
    const call = (one) => one.evaluate(() => auth.current.mastodon.accountVerifyCredentials().then(({ acct }) => acct, ({ code }) => code));
    await times(async (round) => {
      await Promise.all(all.map((one) => later(one, round)));
      assert.deepEqual(await Promise.all(all.map(call)), ["alice", "alice", "alice", "alice"]);
      assert.equal(used(await renewals()), round);
    });
    // A tab that is late to see what another one stored asks once more; it is refused, and takes what is there. That is rare, also on
    // a busy machine. If each tab renewed by itself, there would be four in each round.
    assert.ok((await renewals()).length < 2 * rounds, `${(await renewals()).length} requests`);
    await page.waitForTimeout(200);
    for (const one of all) assert.ok(!(await events(one)).some((event) => event.startsWith("expired")));
  });

  it("two tabs change who is in use", async (test) => {
    const server = await set.servers.serve();
    const { page, context, all } = await tabs(test, 2);
    await signInAndReturn(page, server);
    await context.clearCookies();
    await signInAndReturn(page, server, { as: "bob" });
    const [, other] = all;
    await other.waitForFunction(() => auth.sessions().length === 2);
    const use = (name) => auth.use(auth.sessions().find(({ account }) => account.username === name).id).then(({ account }) => account.username);
    await times(async () => {
      assert.deepEqual(await Promise.all([page.evaluate(use, "alice"), other.evaluate(use, "bob")]), ["alice", "bob"]);
      // Tabs in different processes see each other's writes a moment late.
      let shown;
      for (let looks = 0; looks < 300; looks++) {
        shown = await Promise.all(all.map(who));
        if (shown[0][0] === shown[1][0]) break;
        await page.waitForTimeout(50);
      }
      assert.deepEqual(shown[0], shown[1], "both show the same");
      assert.deepEqual(shown[0].slice(1), ["bob", "alice"], "and nobody is lost");
    });
  });

  it("a window changes pages and is called off", async (test) => {
    const server = await set.servers.serve();
    const { page } = await tabs(test, 1);
    await times(async (round) => {
      await page.evaluate(() => {
        window.controller = new AbortController();
        window.options = { signal: controller.signal };
      });
      const window = await popup(page, "popup", server);
      await window.evaluate((url) => void setTimeout(() => location.replace(url), 20), `${server.url}/auth/sign_in?again`);
      await page.evaluate(async (ms) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        controller.abort();
      }, 2 * round);
      assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "aborted" });
      if (!window.isClosed()) await window.waitForEvent("close");
    });
  });
});
