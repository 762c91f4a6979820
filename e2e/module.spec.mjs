// The death of the module in the middle of things: all that wait are told, the next call works, the login is kept.

import assert from "node:assert/strict";
import { it } from "node:test";
import { register, succeed } from "./package.mjs";
import { decide } from "./person.mjs";
import { scene } from "./scene.mjs";

const set = scene();

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

it("what the network kept back is asked for again by the next call", async (test) => {
  const { page } = await set.visit(test);
  const parts = /\/(later\.js|mastoauth\.wasm)$/;
  await page.route(parts, (route) => route.abort());
  const call = () => page.evaluate(async (apiBaseUrl) => {
    const { Mastodon } = await import("/lib/index.js");
    return new Mastodon({ apiBaseUrl }).instance().then(({ domain }) => typeof domain, ({ code }) => code);
  }, set.server.url);
  assert.equal(await call(), "wasm_unreachable");
  await page.unroute(parts);
  assert.equal(await call(), "string");
});
