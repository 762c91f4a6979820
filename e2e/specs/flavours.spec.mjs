// The whole flow on every simulated server and on a real Doorkeeper: sign in by redirect, sign out, sign in by popup, a second account,
// a restored session, a call, and a sign-out that reports what the server confirmed.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { consent } from "../support/consent-over-http.mjs";
import { authorizeAddress, resultOf, authPage, who } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";
import { doorkeeper } from "../servers/login-servers.mjs";

const { set, www, visit, signIn, popup } = await authPage();

/** Servers that cannot be told to forget a token, or do not answer so that a page could read it. */
const unconfirmed = new Set(["pixelfed", "sharkey"]);

async function journey(test, server, confirmed, second = (page) => signIn(page, { server, as: "bob" })) {
  const { page } = await visit(test, "/?draft=3#part");
  const home = `${www.url}/?draft=3#part`;
  assert.deepEqual(await signIn(page, { server }), { status: "signed-in", who: "alice", returnTo: home, state: "draft 3" });
  assert.equal(page.url(), home);
  assert.equal(await page.evaluate(async () => (await auth.current.mastodon.accountVerifyCredentials()).username), "alice");
  assert.equal(await page.evaluate(async () => (await auth.current.fetch("/api/v1/accounts/verify_credentials")).status), 200);

  await second(page);
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
    const outcome = await page.evaluate(() => auth.current.signOut());
    const honest = confirmed ? { confirmed: true } : { confirmed: false, authorizedAppsUrl: `${server.url}/oauth/authorized_applications` };
    assert.deepEqual(outcome, honest, name);
  }
  assert.deepEqual(await who(page), [null]);
  const left = await page.evaluate(() => JSON.stringify(localStorage));
  assert.doesNotMatch(left, /access_token|refresh_token/);
}

const flavours = [
  "akkoma", "gotosocial", "hollo", "mastodon-4.2", "mastodon-4.3", "mastodon-4.4", "mastodon-4.5", "mastodon-4.6", "mastodon-4.7", "mitra",
  "pixelfed", "pleroma", "sharkey", "snac", "wordpress-ema",
];

describe("the journey", () => {
  it("is tried on every server that can be played", async () => assert.deepEqual(await set.servers.flavours(), flavours));

  for (const Flavour of flavours) {
    it(`on ${Flavour}`, async (test) => journey(test, await set.servers.serve({ Flavour }), !unconfirmed.has(Flavour)));
  }
});

describe("on a real Doorkeeper", () => {
  let server;
  before(async () => (server = await doorkeeper()));
  after(() => server?.close());

  it("the journey", (test) => journey(test, server, true));
});

describe("where a server that agreed before sends a token in the address", () => {
  it("it is refused, and a sign-in that is left to itself asks", async (test) => {
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
