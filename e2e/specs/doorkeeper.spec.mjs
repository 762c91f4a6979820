// The whole flow on a real Doorkeeper: sign in by redirect, sign out, sign in by popup, a second account, a restored session, a call,
// and a sign-out that reports what the server confirmed. scenes.spec.mjs has the servers that are played.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { resultOf, authPage, who } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";
import { doorkeeper } from "../servers/login-servers.mjs";

const { www, visit, signIn, popup } = await authPage();

async function journey(test, server) {
  const { page } = await visit(test, "/?draft=3#part");
  const home = `${www.url}/?draft=3#part`;
  assert.deepEqual(await signIn(page, { server }), { status: "signed-in", who: "alice", returnTo: home, state: "draft 3" });
  assert.equal(page.url(), home);
  assert.equal(await page.evaluate(async () => (await auth.current.mastodon.accountVerifyCredentials()).username), "alice");
  assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/accounts/verify_credentials")).status), 200);

  await signIn(page, { server, as: "bob" });
  await page.reload();
  assert.deepEqual(await resultOf(page), { status: "restored", who: "bob" });
  assert.deepEqual(await who(page), ["bob", "bob", "alice"]);

  // Alice once more, in a window of its own: her old token is replaced, and hers alone.
  await page.context().clearCookies();
  const window = await popup(page, "popup", server);
  await Promise.all([window.waitForEvent("close"), decide(window)]);
  assert.deepEqual(await resultOf(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
  assert.deepEqual(await who(page), ["alice", "alice", "bob"]);

  for (const name of ["alice", "bob"]) {
    assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/accounts/verify_credentials")).status), 200, name);
    assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true }, name);
  }
  assert.deepEqual(await who(page), [null]);
  const left = await page.evaluate(() => JSON.stringify(localStorage));
  assert.doesNotMatch(left, /access_token|refresh_token/);
}

describe("on a real Doorkeeper", () => {
  let server;
  before(async () => (server = await doorkeeper()));
  after(() => server?.close());

  it("the journey", (test) => journey(test, server));
});
