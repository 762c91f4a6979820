// The module stops during calls: all pending calls reject, the next call works, and the login is kept.

import assert from "node:assert/strict";
import { it } from "node:test";
import { register, succeed } from "../support/package-calls.mjs";
import { decide } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

it("a module that breaks down takes nothing with it", { timeout: 120_000 }, async (test) => {
  const { page, said } = await set.visit(test);
  await register(page, set.server);
  const { url } = await succeed(page, "authRequestUrl", {}, { clientCredentialKey: "app" });
  await page.goto(url);
  await decide(page);
  await page.waitForURL((address) => address.origin === set.www.url);
  await set.server.fail("/api/v2/instance", "Hang");
  const result = await page.evaluate(async () => {
    const { Mastodon, isMastodonError } = await import("/lib/index.js");
    const m = new Mastodon();
    await m.handleCallback(location); // kept by the client alone
    const { access_token: token } = await m.persistableLoginCredentials();
    const waiting = [m.instance(), m.instance(), new Mastodon({ clientCredentialKey: "app" }).instance()];
    const told = Promise.all(waiting.map((promise) => promise.catch((error) => isMastodonError(error) && error.code)));
    await new Promise((resolve) => setTimeout(resolve, 300));

    // Go's runtime reads this clock whenever it is entered. An exception there breaks it as no panic does.
    const own = Object.getOwnPropertyDescriptor(performance, "now");
    performance.now = () => { throw new Error("broken on purpose"); };
    const deadly = await m.preferences().catch((error) => [error.name, error.code, error.op]);
    if (own) Object.defineProperty(performance, "now", own);
    else delete performance.now;

    const account = await m.accountVerifyCredentials();
    const { access_token: again } = await m.persistableLoginCredentials();
    return { told: await told, deadly, acct: account.acct, same: token === again };
  });
  await set.server.mend();
  assert.deepEqual(result, {
    told: ["module_stopped", "module_stopped", "module_stopped"],
    deadly: ["MastodonError", "module_stopped", "preferences"],
    acct: "alice",
    same: true,
  });
  assert.deepEqual(said.filter((line) => !line.includes("favicon")), []);
});

/** Calls a function in the page and returns its result as a string. With callOff, window.callOff aborts the call. */
function instance(page, callOff) {
  return page.evaluate(async ([apiBaseUrl, callOff]) => {
    const { Mastodon } = await import("/lib/index.js");
    const controller = new AbortController();
    if (callOff) window.callOff = () => controller.abort();
    return new Mastodon({ apiBaseUrl }).instance(callOff ? { signal: controller.signal } : {})
      .then(({ domain }) => typeof domain, ({ code, op, hint }) => (code === "aborted" ? `${code} ${op}` : `${code}: ${hint}`));
  }, [set.server.url, callOff]);
}

/** Makes a file fail, and records each URL at which it is requested. */
async function hinder(page, file, fault) {
  const pattern = new RegExp(`/${file.replaceAll(".", "\\.")}(\\?|$)`);
  const asked = [];
  page.on("request", (request) => pattern.test(request.url()) && asked.push(request.url()));
  // unroute would continue a held request, so a route that holds requests is used once and never removed.
  await page.route(pattern, fault, fault === nothing ? { times: 1 } : {});
  return { asked, mend: () => (fault === nothing ? undefined : page.unroute(pattern)) };
}

const breaks = (route) => route.abort();
const busy = (route) => route.fulfill({ status: 503 });
const nothing = () => undefined;

for (const [file, what, fault, expected] of [
  ["lazy.js", "the connection breaks", breaks, /^wasm_unreachable: Try again\.$/],
  ["lazy.js", "the server is busy", busy, /^wasm_unreachable: Try again\.$/],
  ["lazy.js", "nothing comes", nothing, /^aborted instance$/],
  ["wasm_exec.js", "the connection breaks", breaks, /^wasm_unreachable: Try again\.$/],
  ["wasm_exec.js", "the server is busy", busy, /^wasm_unreachable: Try again\.$/],
  ["wasm_exec.js", "nothing comes", nothing, /^aborted instance$/],
  ["mastoauth.wasm", "the connection breaks", breaks, /^wasm_unreachable: /],
  ["mastoauth.wasm", "the server is busy", busy, /^wasm_not_found: /],
  ["mastoauth.wasm", "nothing comes", nothing, /^aborted instance$/],
]) {
  it(`${file}, where ${what}: the next call asks for it under another address`, async (test) => {
    const { page } = await set.visit(test);
    const { asked, mend } = await hinder(page, file, fault);
    const first = instance(page, fault === nothing);
    if (fault === nothing) {
      await page.waitForRequest((request) => request.url().endsWith(`/${file}`));
      await page.evaluate(() => window.callOff());
    }
    assert.match(await first, expected);
    await mend();
    assert.equal(await instance(page), "string");
    assert.equal(asked.length, 2, String(asked));
    assert.notEqual(asked[0], asked[1], "a browser may remember that the first one failed");
    assert.equal(await instance(page), "string");
    assert.equal(asked.length, 2, "it is there now");
  });
}

for (const file of ["lazy.js", "wasm_exec.js", "mastoauth.wasm"]) {
  it(`${file}: who calls off what is stuck takes it from nobody else, and the next call ends the wait of all`, async (test) => {
    const { page } = await set.visit(test);
    const { mend } = await hinder(page, file, nothing);
    const asked = page.waitForRequest((request) => request.url().endsWith(`/${file}`));
    const patient = instance(page);
    const called = instance(page, true);
    await asked;
    await page.evaluate(() => window.callOff());
    assert.equal(await called, "aborted instance");
    await mend();
    assert.equal(await instance(page), "string");
    assert.equal(await patient, "string");
  });
}

for (const file of ["lazy.js", "wasm_exec.js", "mastoauth.wasm"]) {
  it(`${file}: what comes after it was called off is there for the next call`, { timeout: 120_000 }, async (test) => {
    const { page } = await set.visit(test);
    let letGo;
    await page.route(`**/${file}`, (route) => new Promise((done) => (letGo = () => done(route.continue()))), { times: 1 });
    const asked = page.waitForRequest(`**/${file}`);
    const called = instance(page, true);
    await asked;
    await page.evaluate(() => window.callOff());
    assert.equal(await called, "aborted instance");
    const came = page.waitForResponse(`**/${file}`);
    letGo();
    await (await came).finished();
    assert.equal(await instance(page), "string");
  });
}

for (const file of ["lazy.js", "wasm_exec.js", "mastoauth.wasm"]) {
  it(`${file}, which nobody calls off: its wait ends after two minutes, and the next call asks for it under another address`, async (test) => {
    const { page } = await set.visit(test);
    await page.clock.install();
    const { asked } = await hinder(page, file, nothing);
    const stuck = page.waitForRequest(`**/${file}`);
    const here = file === "lazy.js" ? undefined : page.waitForResponse("**/lazy.js").then((answer) => answer.finished());
    const first = instance(page);
    await Promise.all([stuck, here]);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await page.clock.fastForward(121_000);
    assert.match(await first, /^(timeout|wasm_unreachable): Try again\.$/);
    assert.equal(await instance(page), "string");
    assert.equal(asked.length, 2, String(asked));
  });
}

it("a signal ends each function while the module is on its way, and one that was given before asks for nothing", async (test) => {
  const { page } = await set.visit(test);
  const { asked } = await hinder(page, "lazy.js", nothing);
  const stuck = page.waitForRequest("**/lazy.js");
  const answers = page.evaluate(async () => {
    const { Mastodon, createAuth, load } = await import("/lib/index.js");
    const auth = createAuth({ clientName: "A test" });
    const all = (signal) => Promise.all([
      load({ signal }), auth.preload("a.example", { signal }), new Mastodon().preferences({ signal }), Mastodon.findServer({ server: "a.example", signal }),
      auth.signIn("a.example", { signal }), auth.signUp("a.example", { signal }), auth.confirm({ signal }), auth.use("1", { signal }),
    ].map((promise) => promise.then(() => "went through", ({ code }) => code)));
    const early = await all(AbortSignal.abort());
    window.controller = new AbortController();
    return [early, await all(window.controller.signal)];
  });
  await stuck;
  await page.evaluate(() => window.controller.abort());
  const [before, after] = await answers;
  assert.deepEqual([...new Set([...before, ...after])], ["aborted"]);
  assert.equal(asked.length, 1, "for all of them, and not for the early ones");
});

it("where a bundler has made another file of it, the hint is to load the page anew", async (test) => {
  const { page } = await set.visit(test);
  await page.route(/\/index\.js$/, async (route) => {
    const body = await (await route.fetch()).text();
    await route.fulfill({ contentType: "text/javascript", body: body.replace('"./lazy.js")', '"./chunk-2fd4.js")') });
  });
  const { asked } = await hinder(page, "chunk-2fd4.js", breaks);
  const foreign = await hinder(page, "lazy.js", breaks);
  for (let times = 0; times < 2; times++) assert.equal(await instance(page), "wasm_unreachable: Reload the page.");
  assert.ok(asked.every((url) => url === asked[0]));
  assert.deepEqual(foreign.asked, []);
});

for (const file of ["messages.js", "messages/de.js"]) {
  for (const [what, fault] of [["the connection breaks", breaks], ["the server is busy", busy]]) {
    it(`${file}, where ${what}: the next message is asked for under another address`, async (test) => {
      const { page } = await set.visit(test);
      const { asked, mend } = await hinder(page, file, fault);
      const message = () => page.evaluate(async () => {
        const { MastodonError } = await import("/lib/index.js");
        return new MastodonError({ name: "MastodonError", code: "offline", message: "no network." }).userMessage("de");
      });
      assert.match(await message(), /^(no network\.|You seem to be offline)/);
      await mend();
      assert.match(await message(), /^Du bist anscheinend offline/);
      assert.equal(asked.length, 2, String(asked));
      assert.notEqual(asked[0], asked[1]);
    });
  }
}
