// createAuth in a page, from the first click to the last sign-out: whatever people do with the windows, the address and the
// back button, nobody is lost and nothing hangs.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { visitor } from "../engines/chromium.mjs";
import { headerProxy } from "../servers/header-proxy.mjs";
import { events, exchanges, registrations, resultOf, authPage, who } from "../support/auth-page.mjs";
import { openLetter } from "../support/sign-up.mjs";
import { storedRecords } from "../support/package-calls.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, go, signIn, popup, tab, answer } = await authPage();

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
    const arrived = await signIn(page, { allow: false });
    assert.deepEqual(arrived, { status: "denied", code: "access_denied", returnTo: `${www.url}/?draft=3#part`, state: "draft 3" });
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
    const { page } = await visit(test, "/twins.html");
    await signIn(page, { server });
    const arrived = await resultOf(page);
    assert.equal(arrived.status, "signed-in");
    assert.deepEqual(await resultOf(page, "twin"), arrived);
    assert.equal(await page.evaluate(async () => (await auth.init()) === (await arrived)), true);
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
    const { page } = await visit(test, "/slow.html?x=1");
    assert.deepEqual(await signIn(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/slow.html?x=1`, state: "draft 3" });
    assert.deepEqual(await who(page), ["alice", "alice"]);
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    const other = await tab(page, "/slow.html");
    await page.evaluate(() => auth.current.signOut());
    await other.waitForFunction(() => told.includes("signed-out alice"));
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

describe("several accounts", () => {
  it("switching and signing out reach all tabs, and the tokens die", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    await signIn(page, { as: "bob" });
    assert.deepEqual(await who(page), ["bob", "bob", "alice"]);
    const other = await tab(page);
    assert.deepEqual(await who(other), ["bob", "bob", "alice"]);
    await events(page);

    const used = await page.evaluate(async () => (await auth.use(auth.sessions()[1].id)).account.username);
    assert.equal(used, "alice");
    await other.waitForFunction(() => told.length > 0);
    assert.deepEqual(await events(other), ["changed alice"]);
    assert.deepEqual(await who(other), ["alice", "bob", "alice"]);

    const tokens = Object.entries(await storedRecords(page)).flatMap(([key, record]) => (key.startsWith("mastoauth:session:") ? [JSON.parse(record)] : []));
    const outcome = await page.evaluate(() => auth.current.signOut());
    assert.deepEqual(outcome, { confirmed: true });
    await other.waitForFunction(() => told.length > 1);
    assert.deepEqual(await events(other), ["signed-out alice", "changed bob"]);
    assert.deepEqual(await who(other), ["bob", "bob"]);
    await page.evaluate(() => auth.current.signOut());
    await other.waitForFunction(() => told.length > 1);
    assert.deepEqual(await events(other), ["signed-out bob", "changed"]);
    assert.deepEqual(await who(page), [null]);
    assert.equal(tokens.length, 2);
    for (const { access_token: token } of tokens) {
      const check = await fetch(`${set.server.url}/api/v1/accounts/verify_credentials`, { headers: { Authorization: `Bearer ${token}` } });
      assert.equal(check.status, 401);
    }
    assert.deepEqual(Object.keys(await storedRecords(page)).filter((key) => /:(session|account):/.test(key)), []);
  });

  it("a module that dies on the way out keeps nobody in", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    await server.fail("/oauth/revoke", "Hang");
    const told = await page.evaluate(async () => {
      const first = auth.current.signOut().catch(({ code }) => code);
      await new Promise((resolve) => setTimeout(resolve, 500));
      // Go's runtime reads this clock whenever it is entered. An exception there breaks it as no panic does.
      const own = Object.getOwnPropertyDescriptor(performance, "now");
      performance.now = () => { throw new Error("broken on purpose"); };
      await auth.use("anybody").catch(() => undefined);
      if (own) Object.defineProperty(performance, "now", own);
      else delete performance.now;
      return first;
    });
    assert.equal(told, "module_stopped");
    await server.mend();
    assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true });
  });

  it("says honestly what the server did not confirm", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    await server.fail("/oauth/revoke", "Status500HTML");
    await server.fail("/api/v1/accounts/verify_credentials", "Status500HTML");
    const outcome = await page.evaluate(() => auth.current.signOut());
    assert.deepEqual(outcome, { confirmed: false, authorizedAppsUrl: `${server.url}/oauth/authorized_applications` });
    assert.deepEqual(await who(page), [null]);
  });
});

describe("a session", () => {
  it("asks for more when more is needed, and comes back to what was about to be done", async (test) => {
    const { page } = await visit(test, "/?draft=3");
    await signIn(page);
    assert.equal(await page.evaluate(() => auth.current.ensureScopes(["read"])), true);
    assert.equal(await page.evaluate(() => auth.current.ensureScopes("read:statuses")), true, "read covers it");
    const post = () => page.evaluate(async () => (await auth.current.mastodon.toot({ status: "howdy universe!" }).catch((error) => error)).code ?? "posted");
    assert.equal(await post(), "forbidden");
    await page.locator("#more").click();
    await atServer(page);
    await decide(page);
    await atHome(page);
    assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3`, state: "draft 3" });
    assert.deepEqual(await page.evaluate(() => auth.current.scopes), ["read", "write:statuses"]);
    assert.deepEqual(await who(page), ["alice", "alice"]);
    assert.equal(await post(), "posted");
  });

  it("asks in a popup too, and refuses another account", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    await page.evaluate(() => (window.options = { display: "popup" }));
    const window = await popup(page, "more");
    await Promise.all([window.waitForEvent("close"), decide(window)]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "granted true" });
    assert.equal(await page.evaluate(() => auth.current.ensureScopes("write:statuses", { display: "popup" })), true);

    await page.evaluate(() => auth.current.signOut().then(() => (window.options = {})));
    await signIn(page);
    await page.evaluate(() => (window.options = { display: "popup" }));
    await page.context().clearCookies();
    const second = await popup(page, "more");
    await Promise.all([second.waitForEvent("close"), decide(second, { as: "bob" })]);
    assert.equal((await resultOf(page, "outcome")).code, "account_mismatch");
    assert.deepEqual(await who(page), ["alice", "alice"]);
    assert.deepEqual(await page.evaluate(() => auth.current.scopes), ["read"]);
  });

  it("fetches from its own server only", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    const answers = await page.evaluate(async () => {
      const session = auth.current;
      const response = await session.fetch("/api/v1/accounts/verify_credentials", { headers: { "X-Mine": "1" } });
      const refused = async (path) => session.fetch(path).then(() => "sent", (error) => error.code);
      return [
        response instanceof Response, (await response.json()).acct, await refused("https://elsewhere.example/api"), await refused("//elsewhere.example/"),
        await refused("http://["), await refused(new Request("/api")), JSON.stringify(session).includes(JSON.parse(localStorage[`mastoauth:session:${session.id}`]).access_token),
      ];
    });
    assert.deepEqual(answers, [true, "alice", "server_mismatch", "server_mismatch", "server_mismatch", "option_invalid", false]);
  });

  it("that the server does not take any more is said once, in all tabs", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    await events(page);
    await server.revokeTokens();
    const asked = async () => (await server.asked(/^GET \S*verify_credentials/)).length;
    const before = await asked();
    const statuses = await page.evaluate(() => Promise.all([1, 2, 3].map(async () => (await auth.current.fetch("/api/v1/preferences")).status)));
    assert.deepEqual(statuses, [401, 401, 401]);
    assert.deepEqual(await events(page), ["expired alice revoked"]);
    assert.equal(await asked(), before + 1, "the server was asked once");
    await other.waitForFunction(() => told.length > 0);
    assert.equal(await other.evaluate(() => auth.current.mastodon.preferences().catch((error) => error.status)), 401);
    assert.deepEqual(await events(other), ["expired alice revoked"]);
    assert.deepEqual(await who(page), ["alice", "alice"], "it is for the page to sign it out, or in again");
    assert.equal((await signIn(page, { server })).status, "signed-in");
    assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/preferences")).status), 200);
    assert.equal(await other.evaluate(async () => (await auth.current.mastodon.accountVerifyCredentials()).acct), "alice");
  });

  it("that a call through the client finds dead is said too, and a server that is down is no end", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    await events(page);
    await server.fail("/api/v1/preferences", "Status500HTML");
    assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/preferences")).status), 500);
    await server.mend();
    assert.deepEqual(await events(page), []);
    await server.revokeTokens();
    await page.evaluate(() => auth.current.mastodon.preferences().catch(() => undefined));
    await page.waitForFunction(() => told.length > 0);
    assert.deepEqual(await events(page), ["expired alice revoked"]);
  });

  it("tells all tabs when a call waits for a rate limit", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    await server.fail("/api/v1/preferences", "TooManyRequests", { times: 1, resetMs: 1500 });
    await page.evaluate(() => auth.current.mastodon.preferences());
    assert.ok((await events(page)).includes("ratelimit alice"));
    await other.waitForFunction(() => told.includes("ratelimit alice"));
  });
});

describe("a sign-up", () => {
  const email = "newcomer@mail.example";
  const signUp = (page, server, more = {}) => page.evaluate(([server, registrant]) => auth.signUp(server, registrant).then(
    ({ status, newcomer }) => [status, newcomer.handle, newcomer.health],
    (error) => [error.code, Object.keys(error.details ?? {}).join()],
  ), [server.url, { username: "newcomer", password: "correct horse battery", email, agreement: true, ...more }]);

  it("waits for the letter over a reload, and ends where its link leads", async (test) => {
    const server = await set.servers.serve();
    const handle = `newcomer@${new URL(server.url).host}`;
    const { page, said } = await visit(test, "/");
    assert.deepEqual(await signUp(page, server, { username: "alice" }), ["validation_failed", "username"]);
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
    assert.deepEqual(await signUp(page, server), ["unconfirmed", handle, "unconfirmed"]);
    await page.reload();
    const { status, newcomer } = await resultOf(page);
    assert.deepEqual([status, newcomer.handle, newcomer.health], ["unconfirmed", handle, "unconfirmed"]);
    assert.equal(await page.evaluate(async () => (await auth.confirm()).status), "unconfirmed");
    assert.ok(!JSON.stringify(await storedRecords(page)).includes("correct horse"), "the password is not kept");

    const other = await tab(page);
    await openLetter(other, server, email);
    await atHome(other);
    assert.deepEqual(await resultOf(other), { status: "signed-in", who: "newcomer", returnTo: "", state: "" });
    assert.equal(other.url(), `${www.url}/`);
    await page.waitForFunction(() => told.includes("signed-in newcomer"));
    assert.deepEqual(await who(page), ["newcomer", "newcomer"]);
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "newcomer" });
    assert.deepEqual(said.filter((line) => !/42[23]|403/.test(line)), []);
  });

  it("beside somebody who is signed in keeps nobody waiting, and joins them when it is confirmed", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page);
    await signUp(page, server);
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    await openLetter(page, server, email);
    await atHome(page);
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    await page.waitForFunction(() => told.includes("signed-in newcomer"));
    assert.deepEqual(await who(page), ["newcomer", "newcomer", "alice"]);
  });

  it("ends when the server drops it, and when the person gives it up", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signUp(page, server);
    assert.equal(await page.evaluate(async () => (await auth.confirm({ forget: true })).status), "signed-out");
    await signUp(page, server, { username: "second", email: "second@mail.example" });
    await server.revokeTokens();
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "failed", code: "unauthorized", returnTo: "", state: "" });
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
  });
});

describe("a limit of the server", () => {
  it("that one tab ran into holds the others back, and they send nothing that must fail", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const other = await tab(page);
    const asked = async () => (await server.asked(/^GET \/api\/v1\/preferences/)).length;
    const call = (one) => one.evaluate(() => (window.answered = auth.current.mastodon.preferences().then(() => Date.now())) && undefined);
    const ends = Date.now() + 5000; // servers tell whole seconds, more or less
    await server.fail("/api/v1/preferences", "TooManyRequests", { times: 1, resetMs: 6000 });
    await call(page);
    await page.waitForFunction(() => told.includes("ratelimit alice"));
    await other.evaluate(() => (told.length = 0));
    await call(other);
    await other.waitForFunction(() => told.includes("ratelimit alice"));
    if (Date.now() < ends) assert.equal(await asked(), 1, "the other tab waits too");
    for (const one of [page, other]) assert.ok((await one.evaluate(() => answered)) >= ends);
    assert.equal(await asked(), 3);
    await page.evaluate(() => auth.current.signOut());
    assert.deepEqual(Object.keys(await storedRecords(page)).filter((key) => key.startsWith("mastoauth:limits:")), []);
  });
});

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
      const arrived = await resultOf(page);
      assert.deepEqual([arrived.status, arrived.code, page.url()], ["failed", code, `${www.url}/`]);
    }
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
