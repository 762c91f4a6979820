// A post with an Idempotency-Key whose answer is lost, or is an error, in Chromium: it is found on the account, or the person is told
// to look before posting again. The server's texts are German, as for a browser and a person who speak it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authorizeAddress, authPage, events, resultOf } from "../support/auth-page.mjs";
import { consent } from "../support/consent-over-http.mjs";

const { set, visit } = await authPage();

/** Signs alice in, on a server of her own that answers in German. */
async function signedIn(test, scopes, options = {}) {
  const server = await set.servers.serve(options);
  await server.speak("alice", "de");
  const { page, context } = await visit(test, "/");
  await context.setExtraHTTPHeaders({ "Accept-Language": "de" });
  await page.goto(await consent(context, await authorizeAddress(page, server, { scopes })));
  assert.equal((await resultOf(page)).status, "signed-in");
  return { page, context, server };
}

const post = (page, options) => page.evaluate(async (options) => {
  try {
    return { id: (await auth.current.mastodon.statusPost(options)).id };
  } catch (error) {
    return { code: error.code, name: error.name, told: await error.userMessage("en") };
  }
}, options);

/** The ids of alice's posts, as her browser sees them. */
const posts = (page) => page.evaluate(async () => {
  const { id } = await auth.current.mastodon.accountVerifyCredentials();
  return (await auth.current.mastodon.request({ path: `/api/v1/accounts/${id}/statuses` })).data.map((status) => status.id);
});

describe("a post with a key", () => {
  it("whose connection is cut is found", async (test) => {
    const { page, server } = await signedIn(test, ["read", "write"]);
    await server.fail("/api/v1/statuses", "CloseConnection");
    const { id } = await post(page, { status: "howdy <universe> & all!\n\nbye", idempotencyKey: "once" });
    assert.deepEqual(await posts(page), [id]);
    await server.mend();
    assert.deepEqual(await post(page, { status: "howdy <universe> & all!\n\nbye", idempotencyKey: "once" }), { id }, "the key stands for it");
    assert.deepEqual(await posts(page), [id]);
  });

  for (const version of ["4.4.22", "4.5.15", "4.6.5", "4.7.0-alpha.2"]) {
    it(`that is sent again has the answer of the first, on Mastodon ${version}`, async (test) => {
      const { page } = await signedIn(test, ["read", "write"], { Version: version });
      const { id } = await post(page, { status: "once", visibility: "unlisted", idempotencyKey: "once" });
      assert.ok(id);
      assert.deepEqual(await post(page, { status: "once", visibility: "unlisted", idempotencyKey: "once" }), { id });
      assert.deepEqual(await posts(page), [id]);
    });
  }

  it("that cannot be looked for says so to the person, and another key posts again", async (test) => {
    const { page, server } = await signedIn(test, ["profile", "write:statuses"]);
    await server.fail("/api/v1/statuses", "CloseConnection");
    assert.deepEqual(await post(page, { status: "once", idempotencyKey: "once" }), {
      code: "post_unknown", name: "MastodonNetworkError",
      told: "It is not known whether your post was published. Look at your profile before you post it again.",
    });
    await server.mend();
    const again = await post(page, { status: "once", idempotencyKey: "once" });
    assert.deepEqual([again.code, again.name], ["post_unknown", "MastodonInternalServerError"]);
    assert.ok((await post(page, { status: "once", idempotencyKey: "twice" })).id);
  });

  it("on a device without a network was not sent", async (test) => {
    const { page, context } = await signedIn(test, ["read", "write"]);
    await page.evaluate(() => auth.current.mastodon.preferences());
    await context.setOffline(true);
    assert.equal((await post(page, { status: "once", idempotencyKey: "once" })).code, "offline");
    await context.setOffline(false);
    assert.deepEqual(await posts(page), []);
  });
});

describe("what a German server says", () => {
  it("decides nothing: the token was revoked, the account is barred", async (test) => {
    const { page, server } = await signedIn(test, ["read"]);
    const call = () => page.evaluate(() => auth.current.mastodon.preferences().catch(({ code, health, page, description }) => ({ code, health, page, description })));
    await events(page);
    await server.stand("alice", "disabled");
    assert.deepEqual(await call(), { code: "forbidden", health: "disabled", page: `${server.url}/auth/edit`, description: "Your login is currently disabled" });
    await page.waitForFunction(() => eventLog.length > 0);
    assert.deepEqual(await events(page), ["expired alice disabled"]);
    await server.stand("alice", "good");
    await server.revokeTokens();
    assert.deepEqual(await call(), { code: "unauthorized", health: undefined, page: undefined, description: "Der Zugriffstoken wurde widerrufen" });
    await page.waitForFunction(() => eventLog.length > 0);
    assert.deepEqual(await events(page), ["expired alice revoked"]);
  });
});
