// Faulty servers: responses that are web pages, empty, truncated or missing. Each gets its own error, and the next call works.

import assert from "node:assert/strict";
import { it } from "node:test";
import { refused, register, storedRecords, succeed } from "../support/package-calls.mjs";
import { ask, decide, logIn } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

const elsewhere = { address: "http://127.0.0.1:9/elsewhere" };
/** By fault: the code, the class, and whether the server may be asked the same again because it cannot have acted. */
const faults = {
  HTML200: ["answer_html", "MastodonAPIError"],
  EmptyBody: ["answer_empty", "MastodonAPIError"],
  HalfJSON: ["answer_broken", "MastodonAPIError"],
  Status500HTML: ["server_error", "MastodonInternalServerError", { again: true }],
  Hang: ["timeout", "MastodonReadTimeout", { again: true }],
  CloseConnection: ["network", "MastodonNetworkError"],
  NoCORS: ["network", "MastodonNetworkError"],
  RedirectTo: ["network", "MastodonNetworkError", { again: true, ...elsewhere }],
  // A browser keeps these for ever; the package must not.
  410: ["request_refused", "MastodonAPIError", { again: true }],
  "RedirectTo permanently": ["network", "MastodonNetworkError", { again: true }],
  TooManyRequests: ["rate_limited", "MastodonRatelimitError", { again: true, resetMs: 60_000 }],
};

for (const [fault, [code, name, { again, ...more } = {}]] of Object.entries(faults)) {
  it(`${fault} is “${code}” for every call, and the next one works`, async (test) => {
    const { page } = await set.visit(test);
    // Only where nothing is answered: a busy machine may take long for the rest.
    const patience = fault === "Hang" ? { requestTimeoutMs: 2000 } : {};
    const failing = async (path, ...args) => {
      await set.server.fail(path, fault, more);
      const error = await refused(code, ...args);
      await set.server.mend();
      assert.equal(error.name, name);
      return error;
    };

    const redirectUris = `${set.www.url}/blank`;
    await failing("/api/v1/apps", page, "createApp", { clientName: "A test", apiBaseUrl: set.server.url, redirectUris, toKey: "app", ...patience });
    assert.deepEqual(await storedRecords(page), {}, "nothing is stored");
    await register(page, set.server);

    const client = { clientCredentialKey: "app", ratelimitMethod: "throw" };
    const callback = async () => {
      const { url } = await succeed(page, "authRequestUrl", { forceLogin: true }, client);
      await page.goto(url);
      await decide(page);
      await page.waitForURL((address) => address.origin === set.www.url);
      return page.url();
    };
    const url = await callback();
    const failed = await failing("/oauth/token", page, "handleCallback", { url, toKey: "login" }, { ...client, ...patience });
    assert.ok(!JSON.stringify(failed).includes(new URL(url).searchParams.get("code")), "the error tells no code");
    assert.equal((await storedRecords(page)).login, undefined, "nothing is stored");
    await succeed(page, "handleCallback", { url: again ? url : await callback(), toKey: "login" }, client);

    const kept = (await storedRecords(page)).login;
    const reader = { accessTokenKey: "login", ratelimitMethod: "throw", ...patience };
    const error = await failing("/api/v1/accounts/verify_credentials", page, "accountVerifyCredentials", {}, reader);
    assert.ok(!JSON.stringify(error).includes(JSON.parse(kept).access_token), "the error tells no token");
    assert.equal((await storedRecords(page)).login, kept, "the login is not lost");
    assert.equal((await succeed(page, "accountVerifyCredentials", {}, { accessTokenKey: "login" })).acct, "alice");
  });
}

it("the page says what happened, and the next try works", async (test) => {
  const { page } = await set.visit(test, "/");
  for (const fault of ["HTML200", "EmptyBody", "HalfJSON", "Status500HTML", "CloseConnection", "NoCORS"]) {
    await set.server.fail("/api/v1/apps", fault);
    await ask(page, set.server.url);
    await page.locator("#server-problem").getByText(`${faults[fault][0]} · createApp`).waitFor();
    await set.server.mend();
    assert.deepEqual(Object.keys(await storedRecords(page)), ["mastoauth-page:form"], "only the form was kept");
  }
  await set.server.fail("/oauth/token", "Status500HTML");
  await ask(page, set.server.url);
  await decide(page);
  await page.locator("#return-problem").getByText("server_error · logIn · 500").waitFor();
  await set.server.mend();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Log out" }).waitFor();
});

it("the page gives up a server that hangs when the person says so", async (test) => {
  const { page } = await set.visit(test, "/");
  await set.server.fail("/api/v1/apps", "Hang");
  await ask(page, set.server.url);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("You type your password on your own server only").waitFor();
  await set.server.mend();
  await logIn(page, set.server.url);
});

it("the page shows a login that ended at the server, and a way on", async (test) => {
  const { page } = await set.visit(test, "/");
  await logIn(page, set.server.url);
  await set.server.revokeTokens();
  await page.reload();
  await page.getByRole("heading", { name: "This login has ended" }).waitFor();
  await page.getByRole("button", { name: "Log in again" }).click();
  await logIn(page, set.server.url);
});

it("the page registers again when the server forgot its app", async (test) => {
  const { page } = await set.visit(test, "/");
  await ask(page, set.server.url);
  await page.waitForURL((url) => url.origin === set.server.url);
  await set.server.forgetApps();
  await page.goto(set.www.url);
  await logIn(page, set.server.url);
});
