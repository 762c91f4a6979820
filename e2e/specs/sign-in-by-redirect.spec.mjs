// createAuth by redirect: whatever people do with the URL and the back button, no login is lost and nothing hangs.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { visitor } from "../engines/chromium.mjs";
import { headerProxy } from "../servers/header-proxy.mjs";
import { events, exchanges, registrations, resultOf, authPage, who } from "../support/auth-page.mjs";
import { storedRecords } from "../support/package-calls.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, go, signIn, tab, answer } = await authPage();

describe("by redirect", () => {
  it("the person comes back to where they were, signed in, and is still there after a reload, without the module", async (test) => {
    const { page, said } = await visit(test, "/?draft=3&x#part");
    const requested = [];
    page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
    assert.deepEqual(await storedRecords(page), {});
    await go(page);
    await atServer(page);
    await decide(page);
    await atHome(page);
    const home = `${www.url}/?draft=3&x#part`;
    assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: home, state: "draft 3" });
    assert.equal(page.url(), home);
    assert.deepEqual(await events(page), ["signed-in alice", "changed alice"]);

    requested.length = 0;
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    assert.deepEqual(await who(page), ["alice", "alice"]);
    assert.equal(await page.evaluate(() => auth.sessions() === auth.sessions() && auth.current === auth.sessions()[0]), true);
    assert.deepEqual(requested.filter((path) => /\.wasm|lazy\.js|wasm_exec/.test(path)), []);
    assert.ok(requested.includes("/lib/index.js"));
    assert.deepEqual(await events(page), []);
    assert.deepEqual(said, []);
  });

  it("a no is no error, and goes back to where they were", async (test) => {
    const { page } = await visit(test, "/?draft=3#part");
    const initResult = await signIn(page, { allow: false });
    assert.deepEqual(initResult, { status: "denied", code: "access_denied", returnTo: `${www.url}/?draft=3#part`, state: "draft 3" });
    assert.equal(page.url(), `${www.url}/?draft=3#part`);
    assert.equal((await signIn(page)).status, "signed-in");
  });

  it("a login that fails at the end takes no session with it, and the next one works", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    await server.fail("/oauth/token", "Status500HTML", { times: -1 });
    // The app is probed with the same path before the person leaves.
    await go(page, "redirect", server);
    assert.equal((await resultOf(page, "outcome")).code, "server_error");
    await server.mend();
    await page.context().clearCookies();
    await go(page, "redirect", server);
    await atServer(page);
    await server.fail("/oauth/token", "Status500HTML");
    await decide(page, { as: "bob" });
    await atHome(page);
    const { status, code } = await resultOf(page);
    assert.deepEqual([status, code, page.url()], ["failed", "server_error", `${www.url}/`]);
    assert.deepEqual(await who(page), ["alice", "alice"]);
    await server.mend();
    assert.equal((await signIn(page, { as: "bob", server })).who, "bob");
  });

  it("an answer completes one login, in however many tabs and how often it is opened", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    const address = await answer(page, server);
    const others = [await tab(page), await tab(page)];
    const tabs = [page, ...others];
    await Promise.all(tabs.map((one) => one.goto(address)));
    const statuses = await Promise.all(tabs.map(async (one) => (await resultOf(one)).status));
    assert.deepEqual(statuses.sort(), ["restored", "restored", "signed-in"]);
    for (const one of tabs) assert.equal(one.url(), `${www.url}/`);
    await page.goto(address);
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    assert.equal(page.url(), `${www.url}/`);
    assert.equal(await exchanges(server), 1);

    await page.evaluate(() => auth.current.signOut());
    await page.goto(address);
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
  });

  it("two createAuth in a page, and init twice, complete it once and say the same", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/twins/");
    await signIn(page, { server });
    const initResult = await resultOf(page);
    assert.equal(initResult.status, "signed-in");
    assert.deepEqual(await resultOf(page, "twin"), initResult);
    assert.equal(await page.evaluate(async () => (await auth.init()) === (await initResult)), true);
    assert.equal(await exchanges(server), 1);
    assert.deepEqual(await events(page), ["signed-in alice", "changed alice"]);
  });

  it("the answers of other programs stay where they are", async (test) => {
    const { page } = await visit(test, "/?code=theirs&state=of-theirs&x=1#code=2");
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
    assert.equal(page.url(), `${www.url}/?code=theirs&state=of-theirs&x=1#code=2`);
    await page.goto(`${www.url}/?error=access_denied`);
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
    assert.equal(page.url(), `${www.url}/?error=access_denied`);
  });

  it("an answer of ours says so where the browser has lost the login, and the next one works", async (test) => {
    const { page } = await visit(test, "/");
    const address = await answer(page);
    await page.goto(`${www.url}/`);
    await page.evaluate(() => localStorage.clear());
    await page.goto(address);
    const { status, code } = await resultOf(page);
    assert.deepEqual([status, code, page.url()], ["failed", "state_mismatch", `${www.url}/`]);
    assert.equal((await signIn(page)).status, "signed-in");
  });

  it("what else is in the address stays as it is written", async (test) => {
    const { page } = await visit(test, "/");
    const address = await answer(page);
    await page.goto(`${address.replace("?", "?tag=a%20b+c&")}&debug#/route`);
    assert.equal((await resultOf(page)).status, "signed-in");
    assert.equal(page.url(), `${www.url}/`, "the page that they came from");
    // One that says no more than that a login of ours was lost leads back nowhere.
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${address.replace("?", "?tag=a%20b+c&")}&debug#/route`);
    assert.equal((await resultOf(page)).code, "state_mismatch");
    assert.equal(page.url(), `${www.url}/?tag=a%20b+c&debug#/route`);
  });

  it("that leads nowhere ends after a time, and when it is called off", async (test) => {
    const { page } = await visit(test, "/");
    // An answer without a page leaves the person where they are. (Playwright would wait for one that does not come at all.)
    await page.route(`${set.server.url}/oauth/authorize?*`, (route) => route.fulfill({ status: 204 }));
    const leave = () => Promise.all([page.waitForEvent("requestfailed"), go(page)]);
    await page.clock.install();
    await leave();
    await page.clock.fastForward(31_000);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "timeout" });

    await page.evaluate(() => {
      window.controller = new AbortController();
      window.options = { signal: controller.signal };
    });
    await leave();
    await page.evaluate(() => controller.abort());
    assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "aborted" });
  });

  it("that the person comes back from after a long time is no timeout", async (test) => {
    const { page } = await visit(test, "/");
    await page.route(`${set.server.url}/oauth/authorize?*`, (route) => route.fulfill({ status: 204 }));
    // The clock of a page that is put away stands still. When it comes back, what was to happen meanwhile happens at once.
    await page.evaluate(() => {
      const { setTimeout, clearTimeout } = window;
      window.overdue = new Map();
      window.setTimeout = (run, ms, ...given) => {
        const id = setTimeout(run, ms, ...given);
        if (ms === 30_000) overdue.set(id, () => run(...given));
        return id;
      };
      window.clearTimeout = (id) => {
        overdue.delete(id);
        clearTimeout(id);
      };
    });
    await Promise.all([page.waitForEvent("requestfailed"), go(page)]);
    assert.equal(await page.evaluate(() => overdue.size), 1);
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      overdue.forEach((run) => run());
    });
    assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "aborted" });
  });

  it("options that cannot work are refused before anybody leaves", async (test) => {
    const { page } = await visit(test, "/");
    const codes = await page.evaluate(async (server) => {
      const { createAuth } = await import("/lib/index.js");
      const code = (promise) => promise.then(() => "none", (error) => `${error.name} ${error.code} ${error.op}`);
      const foreign = createAuth({ clientName: "A journey", redirectUri: location.href.replace("localhost", "127.0.0.1") });
      return Promise.all([
        code(auth.signIn(server, { forcelogin: true })), code(auth.signIn(server, { display: "window" })),
        code(auth.signIn(server, { returnTo: "https://elsewhere.example/" })), code(auth.signIn(server, { returnTo: "javascript:alert(1)" })),
        code(foreign.signIn(server)), code(createAuth({ clientName: "" }).signIn(server)), code(auth.use("nobody")),
      ]);
    }, set.server.url);
    assert.deepEqual(codes, [
      "MastodonIllegalArgumentError option_unknown signIn", "MastodonIllegalArgumentError option_invalid signIn",
      "MastodonIllegalArgumentError option_invalid signIn", "MastodonIllegalArgumentError option_invalid signIn",
      "MastodonIllegalArgumentError redirect_uri_foreign signIn", "MastodonIllegalArgumentError client_name_invalid signIn",
      "MastodonIllegalArgumentError session_unknown useSession",
    ]);
  });

  it("works with a store that takes its time", async (test) => {
    const { page } = await visit(test, "/slow/?x=1");
    assert.deepEqual(await signIn(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/slow/?x=1`, state: "draft 3" });
    assert.deepEqual(await who(page), ["alice", "alice"]);
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    const other = await tab(page, "/slow/");
    await page.evaluate(() => auth.current.signOut());
    await other.waitForFunction(() => eventLog.includes("signed-out alice"));
    assert.deepEqual(await who(other), [null]);
  });
});

describe("the back button", () => {
  let running, storable;
  before(async () => {
    // Playwright switches off what keeps a page alive while another is shown, and a page that must not be stored is not kept.
    running = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking", "--disable-quic"],
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    });
    storable = await headerProxy(www.url, { "cache-control": "no-cache" });
  });
  after(() => Promise.all([running?.close(), storable?.close()]));

  it("ends the sign-in that was begun, and the next one works", async (test) => {
    const { page, close } = await visitor(running);
    test.after(close);
    await page.goto(storable.url);
    await page.evaluate(() => (window.alive = true));
    await go(page);
    await page.waitForURL(`${set.server.url}/**`);
    await page.evaluate(() => history.back()).catch(() => undefined); // the page may be gone first; Playwright's goBack would wait for the page to load, which it does not
    await page.waitForFunction(() => window.alive);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code: "aborted" });
    await go(page);
    await page.waitForURL(`${set.server.url}/**`);
    await decide(page);
    await page.waitForURL(`${storable.url}/`);
    assert.equal((await resultOf(page)).status, "signed-in");
  });
});

it("five tabs that sign in at once register the app once", async (test) => {
  const server = await set.servers.serve();
  const { page } = await visit(test, "/");
  const tabs = [page, await tab(page), await tab(page), await tab(page), await tab(page)];
  await Promise.all(tabs.map((one) => go(one, "redirect", server)));
  await Promise.all(tabs.map(atServer));
  assert.equal(await registrations(server), 1);
});
