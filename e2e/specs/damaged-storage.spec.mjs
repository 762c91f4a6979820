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
    // Without their index, the accounts are still there.
    for (const spoil of [() => (localStorage["mastoauth:sessions"] = "[garbage"), () => localStorage.removeItem("mastoauth:sessions")]) {
      await page.evaluate(spoil);
      await page.reload();
      assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    }
    await page.evaluate(() => (window.options = { forceLogin: true }));
    assert.equal((await signIn(page)).who, "alice");
    assert.deepEqual(await who(page), ["alice", "alice"]);
    await page.evaluate(() => localStorage.removeItem("mastoauth:sessions"));
    assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true });
    assert.deepEqual(await who(page), [null]);
  });

  it("keeps nobody in who signs out: they are gone, or the call says why", async (test) => {
    const { page, context } = await visit(test, "/");
    await context.addInitScript(() => {
      const { setItem, removeItem } = Storage.prototype;
      window.harm = undefined;
      Storage.prototype.removeItem = function (key) {
        if (/remove/.test(window.harm) && key.startsWith("mastoauth:session")) { if (/silent/.test(window.harm)) return; throw new Error("It does not work."); }
        return removeItem.call(this, key);
      };
      Storage.prototype.setItem = function (key, value) {
        if (/set/.test(window.harm) && key.startsWith("mastoauth:session")) throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
        return setItem.call(this, key, value);
      };
    });
    await page.reload();
    const spoil = (field) => page.evaluate((field) => {
      const key = `mastoauth:session:${auth.current.id}`;
      localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), [field]: undefined });
    }, field);
    for (const [name, harm] of Object.entries({
      "no secret": () => spoil("client_secret"), "no app": () => spoil("client_id"), "no server": () => spoil("api_base_url"),
      remove: () => page.evaluate(() => (window.harm = "remove")), "remove silently": () => page.evaluate(() => (window.harm = "silent remove")),
      set: () => page.evaluate(() => (window.harm = "set")), both: () => page.evaluate(() => (window.harm = "remove, set")),
    })) {
      if (!(await who(page))[0]) await signIn(page);
      await harm();
      const end = await page.evaluate(() => auth.current.signOut().then(({ confirmed }) => confirmed, ({ code }) => code));
      const [now] = await who(page);
      await page.evaluate(() => (window.harm = undefined));
      if (name === "both") {
        assert.deepEqual([end, now], ["storage_blocked", "alice"], name);
        assert.deepEqual(await page.evaluate(() => auth.current.signOut().then(({ confirmed }) => confirmed)), true, "it can be tried again");
      } else if (name === "set") assert.deepEqual([end, now], ["storage_full", null], name);
      else assert.deepEqual([end, now], [true, null], name);
      assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes("access_token"), name);
    }
  });

  it("a login whose record is damaged, or that ran out, says so", async (test) => {
    const { page } = await visit(test, "/");
    const spoil = {
      storage_corrupt: (key) => (localStorage[key] = "garbage"),
      state_expired: (key) => (localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), created_at: String(Date.now() - 25 * 3_600_000) })),
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
