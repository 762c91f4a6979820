// What a page does differently on servers of other software, in Chromium: WordPress in a folder, posts on Hollo, an app that
// GoToSocial has forgotten.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { consent } from "../support/consent-over-http.mjs";
import { authorizeAddress, authPage, registrations, resultOf } from "../support/auth-page.mjs";
import { succeed } from "../support/package-calls.mjs";

const { set, www, visit, signIn } = await authPage({ policy: null });

/** Signs in with the right to post. */
async function signInToPost(page, server) {
  await page.evaluate(() => (window.options = { scopes: ["read", "write"] }));
  return signIn(page, { server });
}

/** Calls a function of the current session's client: what it resolves to, or the error's code and the post's id. */
const call = (page, name, options) => page.evaluate(([name, options]) =>
  auth.current.mastodon[name](options).catch(({ code, details }) => ({ code, ...(details && { post: details.id }) })), [name, options]);

describe("WordPress in a folder", () => {
  it("is found by a profile or a post, and signs in, posts and signs out", async (test) => {
    const server = await set.servers.serve({ Flavour: "wordpress-ema", Folder: "/people/blog" });
    const { page } = await visit(test, "/");
    for (const path of ["/author/alice/", "/2026/11/a-post/", "/accounts"]) {
      assert.equal((await succeed(page, "findServer", { server: server.url + path })).baseUrl, server.url, path);
    }
    assert.equal((await signInToPost(page, `${server.url}/author/alice/`)).status, "signed-in");
    assert.equal(await page.evaluate(() => auth.current.server), server.url);
    assert.match(await page.evaluate(() => auth.current.account.handle), /^alice@/);
    assert.ok((await call(page, "statusPost", { status: "howdy universe!", idempotencyKey: "once" })).id);
    assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/accounts/verify_credentials")).status), 200);
    assert.deepEqual(await call(page, "oauthUserinfo"), { code: "not_found" });
    assert.deepEqual(await call(page, "request", { method: "POST", path: "/api/v1/emails/confirmations" }), { code: "not_found" });
    assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true });
  });

  it("lets a subscriber stay signed in who may not post", async (test) => {
    const server = await set.servers.serve({ Flavour: "wordpress-ema" });
    const { page } = await visit(test, "/");
    await signInToPost(page, server);
    await server.stand("alice", "reader");
    const ended = page.evaluate(() => new Promise((resolve) => auth.on("expired", () => resolve("expired"))));
    assert.equal((await call(page, "toot", { status: "x" })).code, "forbidden");
    assert.equal(await Promise.race([ended, call(page, "accountVerifyCredentials").then(({ username }) => username)]), "alice");
  });
});

describe("Hollo", () => {
  it("gets a post with its pictures and its poll, and the caller learns what it left out", async (test) => {
    const server = await set.servers.serve({ Flavour: "hollo" });
    const { page } = await visit(test, "/");
    await signInToPost(page, server);
    const pictures = await call(page, "statusPost", { status: "x", mediaIds: ["1", "2"], sensitive: true, idempotencyKey: "once" });
    assert.deepEqual([pictures.media_attachments.length, pictures.sensitive], [2, true]);
    const asked = await call(page, "statusPost", { status: "“x”\n\\ü", poll: { options: ["a", "true"], expiresIn: 300 } });
    assert.deepEqual(asked.poll.options.map(({ title }) => title), ["a", "true"]);
    const late = await call(page, "statusPost", { status: "later", scheduledAt: new Date(Date.now() + 3_600_000).toISOString() });
    assert.equal(late.code, "post_incomplete");
    assert.ok(late.post);
  });
});

describe("an app that the server has forgotten", () => {
  for (const Flavour of ["gotosocial", "hollo", "wordpress-ema"]) {
    it(`is registered once more on ${Flavour}`, async (test) => {
      const server = await set.servers.serve({ Flavour });
      const { page } = await visit(test, "/");
      await signIn(page, { server });
      await server.forgetApps();
      assert.equal((await signIn(page, { server })).status, "signed-in");
      assert.equal(await registrations(server), 2);
    });
  }
});

describe("a token in the address, as Pleroma sends it where it was agreed to before", () => {
  it("is refused, and a sign-in that is left to itself asks", async (test) => {
    const server = await set.servers.serve({ Flavour: "pleroma" });
    const { page, context } = await visit(test, "/");
    await signIn(page, { server });
    // The session is lost here, and the server still knows that she agreed.
    await page.evaluate(() => Object.keys(localStorage).filter((key) => /:session/.test(key)).forEach((key) => localStorage.removeItem(key)));
    await page.goto(await consent(context, await authorizeAddress(page, server, { forceLogin: false })));
    const { status, code } = await resultOf(page);
    assert.deepEqual([status, code, page.url()], ["failed", "token_in_callback", `${www.url}/`]);
    await page.goto(await consent(context, await authorizeAddress(page, server)));
    assert.equal((await resultOf(page)).status, "signed-in");
  });
});
