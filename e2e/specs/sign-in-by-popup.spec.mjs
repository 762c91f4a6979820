// createAuth by popup: whatever people do with the windows, no login is lost and nothing hangs.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { events, resultOf, authPage, who } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, go, popup } = await authPage();

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

  it("survives a server that cuts the windows apart", async (test) => {
    const { page, context } = await visit(test, "/");
    await context.route(`${set.server.url}/**`, async (route) => {
      if (route.request().resourceType() !== "document") return route.fallback();
      const response = await route.fetch({ maxRedirects: 0 });
      await route.fulfill({ response, headers: { ...response.headers(), "cross-origin-opener-policy": "same-origin" } });
    });
    // The person looks at the other window. (Playwright has every page believe that they look at it.)
    await page.evaluate(() => {
      document.hasFocus = () => false;
      const { open } = window;
      window.open = (...args) => (window.cut = open(...args));
    });
    const window = await popup(page);
    await page.waitForFunction(() => cut.closed, undefined, { timeout: 10_000 });
    await Promise.all([window.waitForEvent("close"), decide(window)]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
  });

  it("completes the login by itself where windows cannot speak to each other, and is found to have done so", async (test) => {
    const { page, context } = await visit(test, "/blank");
    await context.addInitScript(() => {
      window.BroadcastChannel = class {
        constructor() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        }
      };
    });
    await page.goto(`${www.url}/`);
    const window = await popup(page);
    await decide(window);
    await atHome(window);
    assert.equal((await resultOf(window)).status, "signed-in");
    await window.close();
    assert.deepEqual(await resultOf(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
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
