// createAuth by popup: whatever people do with the windows, no login is lost and nothing hangs.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { events, exchanges, resultOf, authPage, who } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, go, popup } = await authPage();

/** Has the server cut its pages off from the windows that opened them. */
async function isolate(context, server) {
  await context.route(`${server.url}/**`, async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const response = await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ response, headers: { ...response.headers(), "cross-origin-opener-policy": "same-origin" } });
  });
}

/** A popup that the server has cut off from its page, in which that function has run. */
async function severed(test, prepare) {
  const { page, context } = await visit(test, "/");
  const server = await set.servers.serve();
  await isolate(context, server);
  await page.clock.install();
  await page.evaluate(prepare);
  await page.evaluate(() => {
    const { open } = window;
    window.open = (...args) => (window.opened = open(...args));
  });
  const window = await popup(page, "popup", server);
  await page.waitForFunction(() => opened.closed);
  return { page, window, server };
}

/** When a popup leaves, the page looks at it many times before the browser does anything, and the browser takes its time to answer. */
function lookAhead() {
  const { open, setInterval, setTimeout } = window;
  const query = navigator.locks.query.bind(navigator.locks);
  navigator.locks.query = () => new Promise((later) => setTimeout(later, 20)).then(query);
  const now = performance.now.bind(performance);
  const looks = new Set();
  let aheadMs = 0;
  performance.now = () => now() + aheadMs;
  window.setInterval = (look, ms) => {
    if (ms < 50) looks.add(look);
    return setInterval(look, ms);
  };
  window.open = (...args) => {
    const popup = open(...args);
    // This event comes right after pagehide.
    popup.document.addEventListener("visibilitychange", () => {
      for (; aheadMs < 100; aheadMs += 5) looks.forEach((look) => look());
    });
    return popup;
  };
}

function withoutBroadcastChannel() {
  window.BroadcastChannel = class {
    constructor() {
      throw new DOMException("The operation is insecure.", "SecurityError");
    }
  };
}

describe("by popup", () => {
  it("the page stays, and the window closes by itself", async (test) => {
    const { page } = await visit(test, "/?draft=3#part");
    const window = await popup(page);
    await Promise.all([window.waitForEvent("close"), decide(window)]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
    assert.deepEqual(await events(page), ["signed-in alice", "changed alice"]);
    assert.equal(page.url(), `${www.url}/?draft=3#part`);
    assert.deepEqual(await who(page), ["alice", "alice"]);
  });

  it("the server's page has no opener that it could send elsewhere", async (test) => {
    const { page } = await visit(test, "/?draft=3");
    const window = await popup(page);
    assert.equal(await window.evaluate(() => window.opener), null);
    await Promise.all([window.waitForEvent("close"), decide(window)]);
    assert.equal((await resultOf(page, "outcome")).status, "signed-in");
    assert.equal(await page.locator("iframe").count(), 0, "the frame that may close the window goes with it");
  });

  it("a no closes it", async (test) => {
    const { page } = await visit(test, "/");
    const window = await popup(page);
    await Promise.all([window.waitForEvent("close"), decide(window, { allow: false })]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "denied", code: "access_denied" });
    assert.deepEqual(await who(page), [null]);
  });

  it("a window that is closed, or called off, ends it", async (test) => {
    const { page } = await visit(test, "/");
    const window = await popup(page);
    await page.evaluate(() => new Promise((later) => setTimeout(later, 1_500))); // a person looks at it first
    await window.close();
    assert.deepEqual(await resultOf(page, "outcome"), { status: "closed" });

    await page.evaluate(() => {
      window.controller = new AbortController();
      window.options = { signal: controller.signal };
    });
    const second = await popup(page);
    await Promise.all([second.waitForEvent("close"), page.evaluate(() => controller.abort())]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "aborted" });
  });

  it("one that is left open ends it after five minutes", async (test) => {
    const { page } = await visit(test, "/");
    await page.clock.install();
    const window = await popup(page);
    await page.clock.fastForward(4 * 60_000);
    assert.equal(window.isClosed(), false);
    await Promise.all([window.waitForEvent("close"), page.clock.fastForward(61_000)]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "timeout" });
  });

  it("a server that is none closes it, and is named", async (test) => {
    const { page } = await visit(test, "/");
    const opened = page.waitForEvent("popup");
    await page.locator("#server").fill("not a server");
    await page.locator("#popup").click();
    const window = await opened;
    if (!window.isClosed()) await window.waitForEvent("close");
    assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "server_invalid" });
  });

  it("one that the browser blocks becomes a redirect", async (test) => {
    const { page } = await visit(test, "/?draft=3");
    await page.evaluate(() => (window.open = () => null));
    await go(page, "popup");
    await atServer(page);
    await decide(page);
    await atHome(page);
    assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3`, state: "draft 3" });
  });

  for (const [what, { channel = true, cut = false, store = "/" }] of Object.entries({
    "a server that cuts the windows apart": { cut: true },
    "a browser without BroadcastChannel": { channel: false },
    "a server that cuts the windows apart, in a browser without BroadcastChannel": { cut: true, channel: false },
    "a store in memory": { store: "/memory/" },
    "a store in memory, and a server that cuts the windows apart": { store: "/memory/", cut: true },
    "a store in memory, in a browser without BroadcastChannel": { store: "/memory/", channel: false },
    "a store in sessionStorage": { store: "/session/" },
    "a store in sessionStorage, and a server that cuts the windows apart": { store: "/session/", cut: true },
    "a store that does not answer in the popup": { store: "/silent/" },
  })) {
    it(`survives ${what}`, async (test) => {
      const { page, context } = await visit(test, store);
      if (!channel) await context.addInitScript(withoutBroadcastChannel);
      if (cut) await isolate(context, set.server);
      await page.goto(`${www.url}${store}?draft=3`);
      const window = await popup(page);
      await Promise.all([window.waitForEvent("close"), decide(window)]);
      assert.deepEqual(await resultOf(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
      assert.equal(page.url(), `${www.url}${store}?draft=3`);
      assert.deepEqual(await who(page), ["alice", "alice"]);
      assert.equal(await page.evaluate(async () => (await auth.current.mastodon.accountVerifyCredentials()).username), "alice");
    });
  }

  it("a window that lives is not closed for a page that cannot see it, whoever looks at what, until the limit", async (test) => {
    const { page, window, server } = await severed(test, () => {
      document.hasFocus = () => Boolean(window.looksHere); // Playwright has every page believe that it has the focus
    });
    await page.clock.runFor(1_000);
    await page.evaluate(() => (window.looksHere = true));
    await page.clock.runFor(4 * 60_000);
    assert.equal(await page.evaluate(() => Promise.race([outcome, "pending"])), "pending");
    await page.clock.runFor(61_000);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "timeout" });
    // It cannot be closed from here, but it ends when it comes back, and nobody is signed in.
    await Promise.all([window.waitForEvent("close"), decide(window)]);
    assert.deepEqual(await who(page), [null]);
    assert.equal(await exchanges(server), 0);
  });

  it("nor for a page that has kept the focus, if the browser is slow beside its timers", async (test) => {
    const { page } = await severed(test, lookAhead);
    await page.clock.runFor(10_000);
    assert.equal(await page.evaluate(() => Promise.race([outcome, "pending"])), "pending");
  });

  for (const cut of [false, true]) {
    it(`survives that the storage is cleared meanwhile${cut ? ", and a server that cuts the windows apart" : ""}`, async (test) => {
      const { page, context } = await visit(test, "/");
      if (cut) await isolate(context, set.server);
      const window = await popup(page);
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await Promise.all([window.waitForEvent("close"), decide(window)]);
      assert.deepEqual(await resultOf(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
      assert.deepEqual(await who(page), ["alice", "alice"]);
    });
  }

  it("a no reaches a page with a store in memory", async (test) => {
    const { page } = await visit(test, "/memory/");
    const window = await popup(page);
    await Promise.all([window.waitForEvent("close"), decide(window, { allow: false })]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "denied", code: "access_denied" });
  });

  it("completes the login by itself when the page that opened it is gone", async (test) => {
    const { page } = await visit(test, "/");
    const window = await popup(page);
    await page.close();
    await decide(window);
    await atHome(window);
    assert.equal((await resultOf(window)).status, "signed-in");
    assert.deepEqual(await who(window), ["alice", "alice"]);
  });
});
