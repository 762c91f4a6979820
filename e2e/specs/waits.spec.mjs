// Nothing waits without a bound: a store that does not answer, a server that hangs. The pages' clock is Playwright's: no test waits.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authPage, resultOf, who, events } from "../support/auth-page.mjs";

const { set, www, visit, go, signIn, answer } = await authPage();

/** Makes a createAuth in the page whose store never gives the records with this prefix, and calls it. The clock stands still. */
const withSilentStore = (page, prefix, call) => page.evaluate(async ([prefix, call, server]) => {
  const { createAuth } = await import("/lib/index.js");
  const never = (key) => key.startsWith(prefix) ? new Promise(() => undefined) : Promise.resolve(null);
  const auth = createAuth({ clientName: "A journey", storage: { getItem: never, setItem: never, removeItem: never } });
  const begun = Date.now();
  const end = ({ status, code, error }) => ({ end: status ?? code, code: error?.code, ms: Date.now() - begun });
  window.silent = auth[call](server, call === "signIn" ? { display: "popup" } : undefined).then(end, end);
}, [prefix, call, set.server.url]);

/** Lets the page's time pass, half a second at a time, until what it waits for is there. */
async function passing(page, promise, mostMs = 60_000) {
  let there = false;
  const done = promise.finally(() => (there = true));
  done.catch(() => undefined);
  for (let ms = 0; !there && ms < mostMs; ms += 500) await page.clock.runFor(500);
  return done;
}

describe("a store that does not answer", () => {
  for (const prefix of ["", "mastoauth:sessions", "mastoauth:newcomer"]) {
    it(`ends init after five seconds: ${prefix || "any record"}`, async (test) => {
      const { page } = await visit(test, "/");
      await resultOf(page);
      await page.clock.install();
      await withSilentStore(page, prefix, "init");
      const { end, code, ms } = await passing(page, page.evaluate(() => window.silent));
      assert.deepEqual([end, code], ["failed", "storage_silent"]);
      assert.ok(ms >= 5_000 && ms < 10_000, `${ms} ms`);
    });
  }

  it("ends signIn, and closes its popup", async (test) => {
    const { page, context } = await visit(test, "/");
    await resultOf(page);
    await page.evaluate(() => auth.preload());
    await page.clock.install();
    await withSilentStore(page, "mastoauth:", "signIn");
    const { end } = await passing(page, page.evaluate(() => window.silent));
    assert.equal(end, "storage_silent");
    assert.deepEqual(context.pages().length, 1);
  });

  it("ends signIn that is called off, if it answered until then", { timeout: 120_000 }, async (test) => {
    const { page } = await visit(test, "/");
    await resultOf(page);
    const opened = page.waitForEvent("popup");
    await page.evaluate(async (server) => {
      const { createAuth } = await import("/lib/index.js");
      const records = new Map();
      const answers = (work) => (...given) => (window.mute ? new Promise(() => undefined) : Promise.resolve(work(...given)));
      const storage = {
        getItem: answers((key) => records.get(key) ?? null), setItem: answers((key, value) => void records.set(key, value)),
        removeItem: answers((key) => void records.delete(key)),
      };
      window.calledOff = new AbortController();
      const auth = createAuth({ clientName: "A journey", storage });
      window.outcome = auth.signIn(server, { display: "popup", signal: window.calledOff.signal }).catch(({ code }) => code);
    }, set.server.url);
    await (await opened).waitForURL((url) => url.origin === set.server.url);
    await page.clock.install();
    await page.evaluate(() => {
      window.mute = true;
      window.calledOff.abort();
    });
    assert.equal(await passing(page, page.evaluate(() => window.outcome)), "aborted");
  });
});

describe("a server that hangs", () => {
  it("keeps nobody waiting who is signed in elsewhere: the login is completed behind", async (test) => {
    const { page } = await visit(test, "/");
    const other = await set.servers.serve();
    await signIn(page);
    const address = await answer(page, other);
    await other.fail("/oauth/token", "Hang");
    await page.clock.install();
    for (const load of [() => page.goto(address), () => page.reload()]) {
      await load();
      const { status, who: name } = await passing(page, resultOf(page), 4_000);
      assert.deepEqual([status, name, page.url()], ["restored", "alice", `${www.url}/`]);
    }
    let asked;
    const held = new Promise((resolve) => (asked = resolve)); // on a busy machine, init resolves before the module has asked
    await page.route(`${other.url}/oauth/token`, asked);
    await page.reload();
    assert.equal((await passing(page, resultOf(page), 4_000)).status, "restored");
    await other.mend(); // not before the page has gone whose request hangs
    await events(page);
    await (await passing(page, held)).continue();
    await page.waitForFunction(() => auth.sessions().length === 2 && eventLog.length > 1);
    assert.deepEqual(await events(page), ["signed-in alice", "changed alice"]);
    await page.reload();
    assert.deepEqual([(await resultOf(page)).status, (await who(page)).length], ["restored", 3]);
  });

  it("ends a completion when the option requestTimeoutMs says so", async (test) => {
    const { page } = await visit(test, "/");
    const address = await answer(page);
    await set.server.fail("/oauth/token", "Hang");
    test.after(() => set.server.mend());
    await page.goto(`${www.url}/`);
    await resultOf(page);
    await page.clock.install();
    await page.evaluate(async (address) => {
      const { createAuth, load } = await import("/lib/index.js");
      await load();
      history.replaceState(null, "", address);
      const begun = performance.now();
      const auth = createAuth({ clientName: "A journey", scopes: ["read"], requestTimeoutMs: 2_000 });
      window.limited = auth.init().then(({ status, error }) => ({ status, code: error?.code, ms: performance.now() - begun }));
    }, address);
    const { status, code, ms } = await passing(page, page.evaluate(() => window.limited));
    assert.deepEqual([status, code], ["failed", "timeout"]);
    assert.ok(ms >= 2_000 && ms < 10_000, `${ms} ms`); // the page's clock goes on while Playwright works
  });
});

describe("a server at which somebody was signed in", () => {
  for (const [fault, code] of [["NoCORS", "server_down"], ["CloseConnection", "server_down"], ["Status500HTML", "server_down"]]) {
    it(`is told as down, not as a wrong name: ${fault}`, async (test) => {
      const { page } = await visit(test, "/");
      const server = await set.servers.serve();
      await signIn(page, { server });
      await page.evaluate(() => auth.current.forget());
      await server.fail("/", fault);
      await page.reload();
      await go(page, "redirect", server);
      assert.deepEqual(await resultOf(page, "outcome"), { status: "rejected", code });
    });
  }

  it("is told as slow where it hangs", async (test) => {
    const { page } = await visit(test, "/");
    const server = await set.servers.serve();
    await server.fail("/api/v2/instance", "Hang");
    await resultOf(page);
    await page.clock.install();
    await go(page, "redirect", server);
    assert.deepEqual(await passing(page, resultOf(page, "outcome")), { status: "rejected", code: "timeout" });
  });
});
