// Invalid callbacks: each is recognised, nothing of it is kept, and the next login works.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call, refused, register, storedRecords, succeed } from "../support/package-calls.mjs";
import { ask, decide, logIn } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

/** Begins a login in the page and returns its callback URL. */
async function answered(page, choice) {
  const { url } = await succeed(page, "authRequestUrl", { forceLogin: true }, { clientCredentialKey: "app" });
  await page.goto(url);
  await decide(page, choice);
  await page.waitForURL((address) => address.origin === set.www.url);
  return new URL(page.url());
}

/** The ways in which a callback URL can be invalid, with the code of the error. Each function gets a valid URL and breaks it. */
const spoilt = {
  "a wrong state": ["state_mismatch", (url) => url.searchParams.set("state", "of-somebody-else")],
  "no state": ["state_missing", (url) => url.searchParams.delete("state")],
  "an access token": ["token_in_callback", (url) => url.searchParams.set("access_token", "injected-token")],
  "an access token in the fragment": ["token_in_callback", (url) => (url.hash = "access_token=injected-token")],
  "a second code": ["duplicate_parameter", (url) => url.searchParams.append("code", "second-code")],
  "a second code in the fragment": ["duplicate_parameter", (url) => (url.hash = "code=second-code")],
  "no code": ["callback_empty", (url) => url.searchParams.delete("code")],
  "another issuer": ["issuer_mismatch", (url) => url.searchParams.set("iss", "https://attacker.example/")],
};

describe("the package", () => {
  it("refuses each bad address, stores nothing, and takes the good one after that", async (test) => {
    const { page } = await set.visit(test);
    await register(page, set.server);
    const good = await answered(page);
    const before = await storedRecords(page);
    const asked = (await set.server.asked(/oauth\/token/)).length;
    for (const [what, [code, spoil]] of Object.entries(spoilt)) {
      const url = new URL(good);
      spoil(url);
      const error = await refused(code, page, "handleCallback", { url: url.href, toKey: "login" }, {});
      for (const secret of [good.searchParams.get("code"), "injected-token", "second-code"]) {
        assert.ok(!JSON.stringify(error).includes(secret), `with ${what}, the error tells no secret`);
      }
    }
    assert.deepEqual(await storedRecords(page), before, "nothing was stored, nothing was lost");
    assert.equal((await set.server.asked(/oauth\/token/)).length, asked, "the code went nowhere");
    await succeed(page, "handleCallback", { url: good.href, toKey: "login" }, {});
    assert.equal((await succeed(page, "accountVerifyCredentials", {}, { accessTokenKey: "login" })).acct, "alice");
  });

  it("takes an address once only", async (test) => {
    const { page } = await set.visit(test);
    await register(page, set.server);
    const { href } = await answered(page);
    await succeed(page, "handleCallback", { url: href, toKey: "login" }, {});
    const kept = (await storedRecords(page)).login;
    await refused("state_used", page, "handleCallback", { url: href, toKey: "login" }, {});
    assert.equal((await storedRecords(page)).login, kept, "the login is as it was");
    await succeed(page, "accountVerifyCredentials", {}, { accessTokenKey: "login" });
  });

  it("refuses a code that was used already", async (test) => {
    const { page } = await set.visit(test);
    await register(page, set.server);
    const first = await answered(page);
    await succeed(page, "handleCallback", { url: first.href }, {});
    const second = await answered(page);
    second.searchParams.set("code", first.searchParams.get("code"));
    const error = await refused("invalid_grant", page, "handleCallback", { url: second.href, toKey: "login" }, {});
    assert.equal(error.status, 400);
    assert.equal((await storedRecords(page)).login, undefined);
    const third = await answered(page);
    await succeed(page, "handleCallback", { url: third.href, toKey: "login" }, {});
  });

  it("refuses a login that took too long", async (test) => {
    const { page } = await set.visit(test);
    await register(page, set.server);
    const late = await answered(page);
    await page.clock.setFixedTime(Date.now() + 25 * 60 * 60_000);
    await refused("state_expired", page, "handleCallback", { url: late.href, toKey: "login" }, {});
    assert.equal((await storedRecords(page)).login, undefined);
    const again = await answered(page);
    await succeed(page, "handleCallback", { url: again.href, toKey: "login" }, {});
  });

  it("tells a person's no from an error", async (test) => {
    const { page } = await set.visit(test);
    await register(page, set.server);
    const denied = await answered(page, { allow: false });
    const { error } = await call(page, "handleCallback", { url: denied.href, toKey: "login" }, {});
    assert.deepEqual([error.name, error.code], ["MastodonError", "access_denied"]);
    assert.deepEqual(Object.keys(await storedRecords(page)), ["app"], "nothing of it is left");
    const again = await answered(page);
    await succeed(page, "handleCallback", { url: again.href, toKey: "login" }, {});
  });
});

describe("the page", () => {
  it("says what is wrong, keeps nothing of it, and the form works the next time", async (test) => {
    const { page } = await set.visit(test, "/");
    const alert = page.locator("#return-problem");
    let spoil;
    await page.route(`${set.server.url}/oauth/authorize`, async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      const location = new URL(answer.headers().location);
      spoil(location);
      await route.fulfill({ response: answer, headers: { ...answer.headers(), location: location.href } });
    });
    for (const [code, wrong] of Object.values(spoilt)) {
      spoil = wrong;
      await ask(page, set.server.url);
      await decide(page);
      await page.waitForURL((url) => url.origin === set.www.url);
      // A URL without a code is no callback.
      if (code !== "callback_empty") await alert.getByText(new RegExp(`${code} · (signIn|handleCallback)`)).waitFor();
      await page.locator("#log-in:enabled").waitFor();
      assert.doesNotMatch(page.url(), /[?&#](code|access_token|iss)=/);
      assert.deepEqual(Object.keys(await storedRecords(page)).filter((key) => key.startsWith("mastoauth:session")), []);
    }
    spoil = () => {};
    await logIn(page, set.server.url);
  });

  it("takes a person's no calmly", async (test) => {
    const { page } = await set.visit(test, "/");
    await ask(page, set.server.url);
    await decide(page, { allow: false });
    await page.getByRole("status").getByText("You said no, and that is fine.").waitFor();
    assert.equal(page.url(), `${set.www.url}/`);
    assert.equal(await page.getByRole("alert").filter({ hasText: /./ }).count(), 0, "it is no error");
    await logIn(page, set.server.url);
  });
});
