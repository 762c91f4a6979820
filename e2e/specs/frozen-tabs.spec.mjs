// A tab that holds a lock and does not go on: it shows an alert, or it is frozen in Chromium's back/forward cache. The others wait
// for at most ten seconds.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { visitor } from "../engines/chromium.mjs";
import { authPage, resultOf, registrations } from "../support/auth-page.mjs";

const { set, www, visit, tab, signIn } = await authPage();

/** More than ten seconds, for a busy machine. */
const mostMs = 13_000;

/** The dialog that the page opens. Nobody answers it, so the page's thread is blocked. */
const dialogOf = (page) => new Promise((resolve) => page.on("dialog", resolve));

it("an alert as soon as the person is signed out keeps no other tab from signing out", async (test) => {
  const { page } = await visit(test, "/");
  await signIn(page);
  const other = await tab(page);
  for (const one of [page, other]) await one.evaluate(() => auth.preload().then(() => void (window.held = auth.current)));
  const shown = dialogOf(page);
  await page.evaluate(() => void held.signOut().then(() => alert("Signed out")));
  const dialog = await shown;
  const ended = await Promise.race([
    other.evaluate(() => held.signOut().then(() => "ended")),
    other.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms, "waits")), 5_000),
  ]);
  assert.equal(ended, "ended");
  await dialog.dismiss();
});

/** Ways in which a tab that holds a lock stops. Each returns what has to happen at the end. */
const stops = {
  "is frozen in the back/forward cache": (page) => page.goto(`${set.server.url}/about`).then(() => undefined),
  "shows an alert": async (page) => {
    const shown = dialogOf(page);
    await page.evaluate(() => void setTimeout(() => alert("Wait")));
    const dialog = await shown;
    return () => dialog.dismiss();
  },
};

describe("a tab that has the lock of a registration", () => {
  let running;
  before(async () => {
    running = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"], ignoreDefaultArgs: ["--disable-back-forward-cache"],
    });
  });
  after(() => running?.close());

  for (const [how, stop] of Object.entries(stops)) {
    it(`and then ${how} stops nobody who waits for longer than ten seconds`, async (test) => {
      const { context, page } = await visitor(running);
      test.after(() => context.close());
      const other = await context.newPage();
      // A page that may not be stored is never in that cache.
      await page.route(`${www.url}/`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), "cache-control": "max-age=60" } });
      });
      for (const one of [page, other]) {
        await one.goto(`${www.url}/`);
        await resultOf(one);
        await one.evaluate(() => auth.preload());
      }
      const server = await set.servers.serve();
      const lock = `mastoauth:app:${server.url} ${www.url}/ read A journey`;
      await page.evaluate((lock) => void navigator.locks.request(lock, () => new Promise(() => {})), lock);
      await other.evaluate((url) => void auth.signIn(url).catch(() => undefined), server.url);
      await page.waitForFunction((lock) => navigator.locks.query().then(({ pending }) => pending.some(({ name }) => name === lock)), lock);
      const begun = Date.now();
      const after = await stop(page);
      await other.waitForURL((url) => url.origin === server.url, { timeout: 40_000 });
      const ms = Date.now() - begun;
      assert.ok(ms <= mostMs, `${ms} ms`);
      assert.equal(await registrations(server), 1);
      await after?.();
    });
  }
});

it("ten tabs without Web Locks keep one registration", async (test) => {
  const { page, context } = await visit(test, "/");
  await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  await page.reload();
  const all = [page];
  while (all.length < 10) all.push(await tab(page));
  await Promise.all(all.map((one) => one.evaluate(() => auth.preload())));
  const server = await set.servers.serve();
  // A window that goes nowhere: the sign-in is called off once the address is known.
  const addresses = await Promise.all(all.map((one) => one.evaluate((server) => new Promise((resolve, reject) => {
    const controller = new AbortController();
    window.open = () => ({ closed: false, close() {}, location: { replace(url) { resolve(url); controller.abort(); } } });
    auth.signIn(server, { display: "popup", signal: controller.signal }).catch((error) => reject(error));
  }), server.url)));
  assert.equal(new Set(addresses.map((address) => new URL(address).searchParams.get("client_id"))).size, 1);
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("mastoauth:app:")).length), 1);
});
