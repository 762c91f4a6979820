// A tab that holds a lock and does not go on: it shows an alert, or it is frozen in Chromium's back/forward cache. The others wait
// for at most ten seconds.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { visitor } from "../engines/chromium.mjs";
import { authPage, resultOf, registrations } from "../support/auth-page.mjs";

const { set, www, visit, tab, signIn } = await authPage();

/** Resolves with the time that a promise took, in milliseconds. */
async function timed(promise) {
  const begun = Date.now();
  const result = await promise;
  return [result, Date.now() - begun];
}

describe("a tab with an alert", () => {
  it("that is shown as soon as the person is signed out keeps no other tab from signing out", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    const other = await tab(page);
    await other.evaluate(() => auth.preload());
    await page.context().clearCookies();
    let dialog;
    page.on("dialog", (shown) => (dialog = shown)); // and nobody answers it
    await page.evaluate(() => auth.preload());
    await page.evaluate(() => void auth.current.signOut().then(() => alert("Signed out")));
    while (!dialog) await new Promise((resolve) => setTimeout(resolve, 20));
    const [outcome, ms] = await timed(other.evaluate(async (id) => {
      const { createAuth } = await import("/lib/index.js");
      const { Mastodon } = await import("/lib/index.js");
      void createAuth;
      return new Mastodon({ accessTokenKey: `mastoauth:session:${id}`, apiBaseUrl: new URL(id).origin }).revokeAccessToken().catch(({ code }) => code);
    }, `${set.server.url}#1`));
    assert.ok(["not_logged_in"].includes(outcome) || outcome.confirmed !== undefined, JSON.stringify(outcome));
    assert.ok(ms < 10_000, `${ms} ms`);
    await dialog.dismiss();
  });
});

describe("a page in the back/forward cache that holds a lock", () => {
  let running;
  before(async () => {
    running = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"], ignoreDefaultArgs: ["--disable-back-forward-cache"],
    });
  });
  after(() => running?.close());

  it("stops another tab that registers the app for at most ten seconds, and one registration is kept", async (test) => {
    const { context, page } = await visitor(running);
    test.after(() => context.close());
    await page.goto(`${www.url}/`);
    await resultOf(page);
    const other = await context.newPage();
    await other.goto(`${www.url}/`);
    await Promise.all([page, other].map((one) => one.evaluate(() => auth.preload())));
    const server = await set.servers.serve();
    // The first tab leaves while the server takes its time to register the app.
    let asked;
    const waits = new Promise((resolve) => (asked = resolve));
    await page.route(`${server.url}/api/v1/apps`, () => asked());
    await page.evaluate((url) => void auth.signIn(url).catch(() => undefined), server.url);
    await waits;
    await page.goto(`${set.server.url}/about`).catch(() => undefined);
    const leaving = other.waitForURL((url) => url.origin === server.url, { timeout: 30_000 });
    const [, ms] = await timed(other.evaluate((url) => void auth.signIn(url).catch(() => undefined), server.url).then(() => leaving));
    assert.ok(ms <= 13_000, `${ms} ms`);
    assert.equal(await registrations(server), 1);
  });
});
