// The option remember, forgetting a session without asking the server, and the options that a single sign-in or sign-up can set.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resultOf, authPage, who } from "../support/auth-page.mjs";
import { openLetter } from "../support/sign-up.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, go, popup, tab } = await authPage();

const offer = (page, options) => page.evaluate((options) => (window.options = options), options);
const me = (page) => page.evaluate(async () => (await auth.current.fetch("/api/v1/accounts/verify_credentials")).status);
const kept = (page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
const tokenOf = (page) => page.evaluate(async () => (await auth.current.mastodon.persistableLoginCredentials()).access_token);
const by = {
  redirect: async (page, server, as) => {
    await page.context().clearCookies();
    await go(page, "redirect", server);
    await atServer(page);
    await decide(page, { as });
    await atHome(page);
    return resultOf(page);
  },
  popup: async (page, server, as) => {
    await page.context().clearCookies();
    const window = await popup(page, "popup", server);
    await Promise.all([window.waitForEvent("close"), decide(window, { as })]);
    return resultOf(page, "outcome");
  },
};
/** The browser has no room for a session. */
const full = (page, pattern = "^mastoauth:session:") => page.context().addInitScript((pattern) => {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    if (new RegExp(pattern).test(key)) throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    return setItem.call(this, key, value);
  };
}, pattern);

for (const [way, signIn] of Object.entries(by)) {
  for (const path of ["/", "/slow/"]) {
    it(`remember: false holds the session in memory, by ${way}${path === "/" ? "" : ", over a store that takes its time"}`, async (test) => {
      const server = await set.servers.serve();
      const { page } = await visit(test, path);
      await offer(page, {});
      assert.equal((await signIn(page, server, "bob")).status, "signed-in");
      await offer(page, { remember: false });
      const { status, who: as, unkept } = await signIn(page, server, "alice");
      assert.deepEqual([status, as, unkept], ["signed-in", "alice", undefined]);
      assert.deepEqual(await who(page), ["alice", "alice", "bob"]);
      assert.equal(await me(page), 200);
      assert.ok(!(await kept(page)).includes(await tokenOf(page)), "it is in no storage");
      const other = await tab(page, path);
      assert.deepEqual(await who(other), ["bob", "bob"], "other tabs know nothing of it");
      await page.evaluate(() => auth.use(auth.sessions()[1].id));
      assert.deepEqual(await who(page), ["bob", "alice", "bob"]);
      await page.evaluate(() => auth.use(auth.sessions()[0].id));
      assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true });
      assert.deepEqual(await who(page), ["bob", "bob"]);
      await offer(page, { remember: false });
      await signIn(page, server, "alice");
      await page.reload();
      assert.deepEqual(await resultOf(page), { status: "restored", who: "bob" });
    });
  }
}

describe('remember: "if-possible"', () => {
  it("stores the session where the browser can", async (test) => {
    const { page } = await visit(test, "/");
    await offer(page, { remember: "if-possible" });
    const { status, unkept } = await by.redirect(page, set.server, "alice");
    assert.deepEqual([status, unkept], ["signed-in", undefined]);
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
  });

  for (const pattern of ["^mastoauth:session:", "^mastoauth:sessions", "^mastoauth:account:", "^mastoauth:(session|account)"]) {
    it(`holds it where there is no room for ${pattern}, and says why`, async (test) => {
      const { page } = await visit(test, "/");
      await full(page, pattern);
      await page.reload();
      await offer(page, { remember: "if-possible" });
      await by.redirect(page, set.server, "alice");
      const found = await page.evaluate(() => initResult.then(({ status, unkept }) => [status, unkept.code, unkept.op, unkept.name, typeof unkept.userMessage]));
      assert.deepEqual(found, ["signed-in", "storage_full", "signIn", "MastodonError", "function"]);
      assert.equal(await me(page), 200);
      assert.ok(!(await kept(page)).includes(await tokenOf(page)), "nothing is half stored");
      await page.reload();
      assert.deepEqual(await resultOf(page), { status: "signed-out" });
    });
  }
});

describe("a store that cannot be used at all", () => {
  /** Each makes such a store in the page. */
  const stores = {
    silent: () => { const never = () => new Promise(() => undefined); window.store = { getItem: never, setItem: never, removeItem: never }; },
    blocked: () => { const no = () => { throw new DOMException("no", "SecurityError"); }; window.store = { getItem: no, setItem: no, removeItem: no }; },
    full: () => { window.store = { getItem: () => null, setItem() { throw new DOMException("no", "QuotaExceededError"); }, removeItem() {} }; },
  };
  /** Signs alice in with a popup, over such a store. */
  async function signInOver(test, kind, remember) {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await resultOf(page);
    await page.evaluate(() => auth.preload());
    await page.evaluate(stores[kind]);
    const opened = page.waitForEvent("popup", { timeout: 60_000 });
    await page.evaluate(async ([server, remember]) => {
      const { createAuth } = await import("/lib/index.js");
      window.over = createAuth({ clientName: "A journey", scopes: ["read"], storage: store });
      window.outcome = over.signIn(server, { display: "popup", remember });
      outcome.catch(() => undefined);
    }, [server.url, remember]);
    const popup = await opened;
    const decided = popup.waitForURL((url) => url.origin === server.url, { timeout: 60_000 }).then(() => decide(popup));
    decided.catch(() => undefined); // it may be closed at once
    return { page, server, outcome: await page.evaluate(() => outcome.then(({ status, unkept }) => [status, unkept?.code], ({ code }) => [code])) };
  }

  for (const kind of Object.keys(stores)) {
    it(`is done without by a popup that may: ${kind}`, async (test) => {
      const { page, server, outcome } = await signInOver(test, kind, "if-possible");
      assert.deepEqual(outcome, ["signed-in", `storage_${kind}`]);
      // A wait for a silent store takes a minute from here on, not five seconds: so it is longer than a busy machine takes for the calls.
      await page.evaluate(() => {
        const wait = window.setTimeout;
        window.setTimeout = (run, ms, ...given) => wait(run, ms === 5_000 ? 60_000 : ms, ...given);
      });
      const begun = Date.now();
      assert.equal(await page.evaluate(async () => (await over.current.fetch("/api/v1/accounts/verify_credentials")).status), 200);
      assert.equal(await page.evaluate(async () => (await over.current.mastodon.accountVerifyCredentials()).acct), "alice");
      assert.deepEqual(await page.evaluate(() => over.current.signOut()), { confirmed: true });
      assert.ok(Date.now() - begun < 60_000, "and nobody waits for it");
      assert.equal(await page.evaluate(() => over.current), undefined);
      assert.equal((await server.asked(/^POST \/oauth\/revoke/)).length, 1);
    });

    it(`ends a sign-in that is to be stored: ${kind}`, async (test) => {
      assert.deepEqual((await signInOver(test, kind, true)).outcome, [`storage_${kind}`]);
    });
  }
});

it("a sign-in that is to be stored fails as before, also beside one that is held", async (test) => {
  const { page } = await visit(test, "/");
  await full(page);
  await page.reload();
  await offer(page, { remember: false });
  await by.popup(page, set.server, "alice");
  await offer(page, {});
  assert.deepEqual(await by.popup(page, set.server, "bob"), { status: "rejected", code: "storage_full" });
  assert.deepEqual(await who(page), ["alice", "alice"]);
  await offer(page, { remember: "never" });
  await go(page, "redirect");
  assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "option_invalid" });
});

it("the token of a session that is held is in no storage either after a sign-out that was not confirmed, and is revoked later", async (test) => {
  const server = await set.servers.serve({ Quirks: { NewTokens: true } });
  const { page } = await visit(test, "/");
  await offer(page, { remember: false });
  await by.popup(page, server, "alice");
  const token = await tokenOf(page);
  const alive = async () => (await fetch(`${server.url}/api/v1/accounts/verify_credentials`, { headers: { Authorization: `Bearer ${token}` } })).status;
  await server.fail("/", "Status500HTML");
  assert.equal((await page.evaluate(() => auth.current.signOut())).confirmed, false);
  await server.mend();
  assert.deepEqual([await who(page), await alive(), (await kept(page)).includes(token)], [[null], 200, false]);
  await by.popup(page, server, "bob");
  await page.waitForFunction(async ([url, token]) => (await fetch(url, { headers: { Authorization: `Bearer ${token}` } })).status === 401, [`${server.url}/api/v1/accounts/verify_credentials`, token]);
});

it("more scopes for a session that is held leave it held, under the name that it has", async (test) => {
  const server = await set.servers.serve();
  const { page } = await visit(test, "/");
  await offer(page, { remember: false, clientName: "A bot", website: "https://bot.example/", scopes: "read:accounts" });
  await by.popup(page, server, "alice");
  const window = page.waitForEvent("popup");
  await page.evaluate(() => { window.outcome = auth.current.ensureScopes("write:statuses", { display: "popup" }).then((granted) => ({ status: String(granted) })); });
  await decide(await window);
  assert.deepEqual(await resultOf(page, "outcome"), { status: "true" });
  assert.deepEqual(await page.evaluate(() => auth.current.scopes), ["read:accounts", "write:statuses"]);
  assert.ok(!(await kept(page)).includes(await tokenOf(page)));
  const apps = (await server.asked(/^POST \/api\/v1\/apps /)).map((line) => new URLSearchParams(line.split(" ")[2]));
  assert.deepEqual(apps.map((app) => app.get("client_name")), ["A bot", "A bot"]);
  assert.equal(apps[0].get("website"), "https://bot.example/");
});

it("forget ends a session in this browser, in all tabs, without asking the server", async (test) => {
  const server = await set.servers.serve();
  const { page } = await visit(test, "/");
  await by.redirect(page, server, "alice");
  const other = await tab(page);
  const token = await tokenOf(page);
  assert.deepEqual(await page.evaluate(() => auth.current.forget()), { confirmed: false, authorizedAppsUrl: `${server.url}/oauth/authorized_applications` });
  assert.deepEqual(await who(page), [null]);
  await other.waitForFunction(() => eventLog.includes("signed-out alice"));
  assert.ok(!(await kept(page)).includes(token));
  const { status } = await fetch(`${server.url}/api/v1/accounts/verify_credentials`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(status, 200, "the token lives on");
});

it("a sign-up has its own name and scopes, can correct its address, and may be held", async (test) => {
  const server = await set.servers.serve();
  const { page } = await visit(test, "/");
  const registrant = { username: "newcomer", password: "correct horse battery", email: "wrong@mail.example", agreement: true, clientName: "A club", scopes: ["read:accounts"], remember: false };
  const signUp = await page.evaluate(([url, registrant]) => auth.signUp(url, registrant), [server.url, registrant]);
  assert.deepEqual([signUp.status, signUp.newcomer.email], ["unconfirmed", "wrong@mail.example"]);
  const [app] = (await server.asked(/^POST \/api\/v1\/apps /)).map((line) => new URLSearchParams(line.split(" ")[2]));
  assert.deepEqual([app.get("client_name"), app.get("scopes")], ["A club", "read:accounts write:accounts"]);
  const confirm = (options) => page.evaluate((options) => auth.confirm(options).then(
    ({ status, newcomer }) => [status, newcomer?.email], ({ code, details }) => [code, Object.keys(details ?? {}).join()]), options);
  assert.deepEqual(await confirm({ resend: true, email: "no address" }), ["validation_failed", ""]);
  assert.deepEqual(await confirm(), ["unconfirmed", "wrong@mail.example"]);
  assert.deepEqual(await confirm({ resend: true, email: "newcomer@mail.example" }), ["unconfirmed", "newcomer@mail.example"]);
  assert.ok(!(await kept(page)).includes("newcomer@mail.example"), "nothing of it is stored");
  const other = await page.context().newPage();
  await openLetter(other, server, "newcomer@mail.example");
  assert.deepEqual(await confirm({ resend: true }), ["signed-in", undefined], "it is confirmed by now");
  assert.deepEqual(await who(page), ["newcomer", "newcomer"]);
  assert.ok(!(await kept(page)).includes(await tokenOf(page)), "what was held stays held");
  assert.equal(www.url, new URL(page.url()).origin);
});
