// Aborted calls, and a fetch that the page provides.

import assert from "node:assert/strict";
import { it } from "node:test";
import { register, succeed } from "../support/package-calls.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
/** A call that is never settled fails its test, and not the whole run. */
const limit = { timeout: 120_000 };

it("signal ends a request that hangs, and the next call works", limit, async (test) => {
  const { page } = await set.visit(test);
  await register(page, set.server);
  await set.server.fail("/oauth/token", "Hang");
  const failed = page.waitForEvent("requestfailed", (request) => request.url() === `${set.server.url}/oauth/token`);
  const { error, before } = await page.evaluate(async () => {
    const { Mastodon } = await import("/lib/index.js");
    const controller = new AbortController();
    const waiting = new Mastodon({ clientCredentialKey: "app" }).clientCredentialsToken({ signal: controller.signal });
    const before = await Promise.race([waiting.catch(() => "over"), new Promise((resolve) => setTimeout(resolve, 300, "waiting"))]);
    controller.abort();
    const error = await waiting.catch((error) => ({ name: error.name, code: error.code, op: error.op }));
    return { error, before };
  });
  assert.equal(before, "waiting");
  assert.deepEqual(error, { name: "MastodonNetworkError", code: "aborted", op: "clientCredentialsToken" });
  assert.equal((await failed).failure().errorText, "net::ERR_ABORTED", "the request itself was ended");
  await set.server.mend();
  await succeed(page, "clientCredentialsToken", {}, { clientCredentialKey: "app" });
});

it("a signal that was given before the call sends nothing", limit, async (test) => {
  const { page } = await set.visit(test);
  await register(page, set.server);
  const sent = (await set.server.log()).length;
  const codes = await page.evaluate(async (apiBaseUrl) => {
    const { Mastodon } = await import("/lib/index.js");
    const signal = AbortSignal.abort();
    const m = new Mastodon({ clientCredentialKey: "app" });
    const calls = [
      m.clientCredentialsToken({ signal }), m.instance({ signal }),
      Mastodon.createApp({ clientName: "A test", apiBaseUrl, toKey: "other", signal }),
    ];
    return Promise.all(calls.map((promise) => promise.then(() => "went through", (error) => error.code)));
  }, set.server.url);
  assert.deepEqual(codes, ["aborted", "aborted", "aborted"]);
  assert.equal((await set.server.log()).length, sent);
});

it("a request that takes too long is a timeout, by itself", limit, async (test) => {
  const { page } = await set.visit(test);
  await register(page, set.server);
  await set.server.fail("/api/v2/instance", "Hang");
  const [error, took] = await page.evaluate(async () => {
    const { Mastodon, MastodonReadTimeout } = await import("/lib/index.js");
    const began = performance.now();
    const error = await new Mastodon({ clientCredentialKey: "app", requestTimeoutMs: 700 }).instance().catch((error) => error);
    return [error instanceof MastodonReadTimeout && error.code, performance.now() - began];
  });
  await set.server.mend();
  assert.equal(error, "timeout");
  assert.ok(took >= 690, `it waited as long as it was told: ${took} ms`);
});

it("fetch of the page's own makes every request, and may refuse", limit, async (test) => {
  const { page } = await set.visit(test);
  await register(page, set.server);
  const result = await page.evaluate(async () => {
    const { Mastodon } = await import("/lib/index.js");
    await new Mastodon({ clientCredentialKey: "app" }).instance(); // the module is loaded
    const real = globalThis.fetch;
    const asked = [];
    globalThis.fetch = () => asked.push("the page's fetch");
    const own = async (url, init) => {
      asked.push(`${init.method} ${new URL(url).pathname}`);
      return real(url, init);
    };
    const m = new Mastodon({ clientCredentialKey: "app", fetch: own });
    const { scope } = await m.clientCredentialsToken();
    const { title } = await m.instance();
    const broken = new Mastodon({ clientCredentialKey: "app", fetch: () => { throw new TypeError("no network today"); } });
    const error = await broken.instance().catch((error) => error.code);
    const odd = new Mastodon({ clientCredentialKey: "app", fetch: async () => new Response('{"title": "made up", "id": 12345678901234567890}', { headers: { "Content-Type": "application/json" } }) });
    const made = await odd.instance();
    globalThis.fetch = real;
    return { asked, scope, title, error, made: made.title };
  });
  assert.deepEqual(result, {
    asked: ["POST /oauth/token", "GET /api/v2/instance"], scope: "read write", title: "Practice Mastodon", error: "network", made: "made up",
  });
});
