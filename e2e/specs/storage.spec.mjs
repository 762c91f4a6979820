// Storage that is full, blocked or damaged, and a store that the page provides.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { refused, register, storedRecords, succeed } from "../support/package-calls.mjs";
import { ask, decide, logIn } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";
import { staticSite, strict } from "../servers/static-site.mjs";

const set = fixture();

/** Fills localStorage to the last character. */
const fill = (page) => page.evaluate(() => {
  for (let size = 2 ** 22, at = 0; size >= 1; ) {
    try {
      localStorage.setItem(`filler-${at}`, "x".repeat(size));
      at++;
    } catch {
      size = Math.floor(size / 2);
    }
  }
});
const empty = (page) => page.evaluate(() => {
  for (const key of Object.keys(localStorage)) if (key.startsWith("filler-")) localStorage.removeItem(key);
});
/** The storage without what fill put there. */
const kept = async (page) => Object.fromEntries(Object.entries(await storedRecords(page)).filter(([key]) => !key.startsWith("filler-")));

/** Lets alice agree at the server, and waits until she is back. */
async function agree(page, url) {
  await page.goto(url);
  await decide(page);
  await page.waitForURL((address) => address.origin !== set.server.url);
  return page.url();
}

describe("storage that is full", () => {
  it("is told, nothing is half stored, and it works when there is room", async (test) => {
    const { page } = await set.visit(test);
    await fill(page);
    const app = { clientName: "A test", apiBaseUrl: set.server.url, redirectUris: `${set.www.url}/blank`, toKey: "app" };
    await refused("storage_full", page, "createApp", app);
    assert.deepEqual(await kept(page), {});
    await empty(page);
    await register(page, set.server);
    const registered = await kept(page);
    await fill(page);
    await refused("storage_full", page, "authRequestUrl", {}, { clientCredentialKey: "app" });
    assert.deepEqual(await kept(page), registered);
    await empty(page);
    await succeed(page, "authRequestUrl", {}, { clientCredentialKey: "app" });
  });

  it("does not lose a login that the server has granted", async (test) => {
    const { page } = await set.visit(test, "/");
    await ask(page, set.server.url);
    await page.waitForURL((url) => url.origin === set.server.url);
    const tab = await page.context().newPage();
    await tab.goto(`${set.www.url}/blank`);
    await fill(tab);
    await decide(page);
    await page.locator("#page-problem").getByText("storage_full · signIn").waitFor();
    await page.getByRole("heading", { name: "Alice Example" }).waitFor();
    assert.deepEqual(Object.keys(await kept(page)).filter((key) => key.startsWith("mastoauth:session:")), []);
    await empty(tab);
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByText("confirmed that the token no longer works").waitFor();
  });
});

describe("storage that is blocked", () => {
  let www;
  // The browser gives a sandboxed document no storage, as it does where a person forbids it.
  before(async () => (www = await staticSite({ policy: `${strict}; sandbox allow-scripts allow-forms` })));
  after(() => www.close());

  it("is told, and a storage of the page's own helps", async (test) => {
    const { page } = await set.visit(test);
    await page.goto(`${www.url}/blank`);
    await assert.rejects(storedRecords(page), /SecurityError|sandboxed/, "the browser really blocks it");
    const app = { clientName: "A test", apiBaseUrl: set.server.url, redirectUris: `${www.url}/blank` };
    await refused("storage_blocked", page, "createApp", { ...app, toKey: "app" });
    const { client_id: clientId, client_secret: clientSecret } = await succeed(page, "createApp", app);
    const client = { apiBaseUrl: set.server.url, clientId, clientSecret };
    await refused("storage_blocked", page, "authRequestUrl", {}, client);
    await succeed(page, "clientCredentialsToken", {}, client);
    const url = await page.evaluate(async (client) => {
      const { Mastodon } = await import("/lib/index.js");
      const records = new Map();
      const storage = {
        getItem: (key) => records.get(key) ?? null,
        setItem: (key, value) => void records.set(key, value),
        removeItem: (key) => void records.delete(key),
      };
      const { state } = await new Mastodon({ ...client, storage }).authRequestUrl();
      return [...records.keys()].join() === `mastoauth:pending:${state}`;
    }, client);
    assert.equal(url, true, "the pending login is in the page's own storage");
  });

  it("is told by the page", async (test) => {
    const { page } = await set.visit(test);
    await page.goto(www.url);
    await ask(page, set.server.url);
    await page.locator("#sign-in-problem").getByText("storage_blocked · signIn").waitFor();
  });
});

describe("storage that holds garbage", () => {
  const garbage = ["{", "[]", "null", "5", '"text"', "", '{"api_base_url": "not a server", "access_token": "x"}'];

  it("is told, is left as it is, and does not hinder others", async (test) => {
    const { page } = await set.visit(test);
    await register(page, set.server);
    for (const text of garbage) {
      await page.evaluate((text) => localStorage.setItem("login", text), text);
      await refused("storage_corrupt", page, "accountVerifyCredentials", {}, { accessTokenKey: "login" });
      await refused("storage_corrupt", page, "authRequestUrl", {}, { clientCredentialKey: "login" });
      assert.equal((await storedRecords(page)).login, text);
    }
    const { state } = await succeed(page, "authRequestUrl", {}, { clientCredentialKey: "app" });
    for (const text of garbage) {
      await page.evaluate(([key, text]) => localStorage.setItem(key, text), [`mastoauth:pending:${state}`, text]);
      const url = `${set.www.url}/blank?code=a-code&state=${state}`;
      await refused("storage_corrupt", page, "handleCallback", { url, toKey: "login" }, {});
    }
    const { url } = await succeed(page, "authRequestUrl", {}, { clientCredentialKey: "app" });
    const back = await agree(page, url);
    await succeed(page, "handleCallback", { url: back, toKey: "login" }, {});
    assert.equal((await succeed(page, "accountVerifyCredentials", {}, { accessTokenKey: "login" })).acct, "alice");
  });

  it("is cleared away by the page, which says so", async (test) => {
    const { page } = await set.visit(test, "/");
    await ask(page, set.server.url);
    await page.waitForURL((url) => url.origin === set.server.url);
    await page.goto(`${set.www.url}/blank`);
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) localStorage.setItem(key, "{garbage");
      localStorage.setItem("mastoauth:session:https://mastodon.example#1", "{garbage");
    });
    await page.goto(set.www.url);
    await page.getByText("The login stored in this browser was damaged, so it was removed.").waitFor();
    assert.deepEqual(Object.keys(await storedRecords(page)).filter((key) => key.startsWith("mastoauth:session:")), []);
    await logIn(page, set.server.url);
  });
});

it("a storage that answers later is waited for, and localStorage stays untouched", async (test) => {
  const { page } = await set.visit(test);
  // Kept in sessionStorage, so that it is still there when the person comes back.
  const step = (name, options, more) => page.evaluate(async ([name, options, more]) => {
    const { Mastodon } = await import("/lib/index.js");
    const later = (work) => new Promise((resolve) => setTimeout(() => resolve(work()), 5));
    const storage = {
      getItem: (key) => later(() => sessionStorage.getItem(key)),
      setItem: (key, value) => later(() => sessionStorage.setItem(key, value)),
      removeItem: (key) => later(() => sessionStorage.removeItem(key)),
    };
    return more ? new Mastodon({ ...more, storage })[name](options) : Mastodon[name]({ ...options, storage });
  }, [name, options, more]);
  const redirectUris = `${set.www.url}/blank`;
  await step("createApp", { clientName: "A test", apiBaseUrl: set.server.url, scopes: ["read"], redirectUris, toKey: "app" });
  const { url } = await step("authRequestUrl", {}, { clientCredentialKey: "app" });
  const back = await agree(page, url);
  await step("handleCallback", { url: back, toKey: "login" }, {});
  assert.equal((await step("accountVerifyCredentials", {}, { accessTokenKey: "login" })).acct, "alice");
  assert.deepEqual(await step("revokeAccessToken", {}, { accessTokenKey: "login" }), { confirmed: true });
  const [own, local] = await page.evaluate(() => [Object.keys(sessionStorage), localStorage.length]);
  assert.ok(own.includes("app") && !own.includes("login"), "the login is gone, the app is kept");
  assert.equal(local, 0);
});
