// createAuth with storage that is full, blocked or damaged.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resultOf, authPage, who } from "../support/auth-page.mjs";

const { www, visit, go, signIn, answer } = await authPage();

describe("bad storage", () => {
  it("without the session that asks for more says so", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    const code = await page.evaluate(async () => {
      const session = auth.current;
      await session.signOut();
      return session.ensureScopes("read").catch((error) => error.code);
    });
    assert.equal(code, "session_unknown");
  });

  it("that is blocked shows nobody, and a sign-in says so", async (test) => {
    const { page, context, said } = await visit(test, "/");
    await context.addInitScript(() => {
      const denied = () => { throw new DOMException("Denied", "SecurityError"); };
      Object.defineProperty(window, "localStorage", { get: denied });
      window.BroadcastChannel = class { constructor() { denied(); } }; // as in Firefox
    });
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
    await go(page);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "storage_blocked" });
    assert.deepEqual(said, []);
  });

  it("that holds garbage loses no other account", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    await signIn(page, { as: "bob" });
    await page.evaluate(() => (localStorage[`mastoauth:session:${auth.current.id}`] = "garbage"));
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    await page.evaluate(() => (localStorage["mastoauth:sessions"] = "[garbage"));
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
    await page.evaluate(() => (window.options = { forceLogin: true }));
    assert.equal((await signIn(page)).who, "alice");
  });

  it("a login whose record is damaged, or that ran out, says so", async (test) => {
    const { page } = await visit(test, "/");
    const spoil = {
      storage_corrupt: (key) => (localStorage[key] = "garbage"),
      state_expired: (key) => (localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), created_at: String(Date.now() - 16 * 60_000) })),
    };
    for (const [code, change] of Object.entries(spoil)) {
      const address = await answer(page);
      await page.goto(`${www.url}/`);
      await page.evaluate(change, `mastoauth:pending:${new URL(address).searchParams.get("state")}`);
      await page.goto(address);
      const initResult = await resultOf(page);
      assert.deepEqual([initResult.status, initResult.code, page.url()], ["failed", code, `${www.url}/`]);
    }
  });
});
