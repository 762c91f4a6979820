// What a login must not leave behind: secrets in the URL, the history, the console or in errors, and names on the page's globalThis.

import assert from "node:assert/strict";
import { it } from "node:test";
import { call, register, storedRecords, succeed } from "../support/package-calls.mjs";
import { ask, decide, logIn } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

/** Looks for each secret in each text, as it is and as it would stand in an address. */
function assertNowhere(secrets, texts) {
  for (const [where, text] of Object.entries(texts)) {
    for (const secret of secrets) {
      assert.ok(!text.includes(secret) && !text.includes(encodeURIComponent(secret)), `a secret stands in ${where}`);
    }
  }
}

/** All addresses and titles that the browser's history holds for this tab. */
async function history(page) {
  const session = await page.context().newCDPSession(page);
  return JSON.stringify((await session.send("Page.getNavigationHistory")).entries);
}

it("the page leaves no secret in its address, its history and the console", async (test) => {
  const server = await set.servers.serve(); // of its own, to know all that was secret
  const { page, said } = await set.visit(test, "/");
  await logIn(page, server.url);
  await page.getByRole("heading", { name: "Alice Example" }).waitFor();
  await page.getByRole("button", { name: "Verify app" }).click();
  await page.getByText("knows the app").waitFor();

  const { access_token: token, client_secret: secret } = JSON.parse(Object.entries(await storedRecords(page)).find(([key]) => key.startsWith("mastoauth:session:"))[1]);
  const secrets = [...(await server.secrets()), token, secret];
  const codes = (await server.asked(/^POST \/oauth\/token .*grant_type=authorization_code/)).map((line) => new URLSearchParams(line.split(" ")[2]).get("code"));
  assert.ok(codes.length === 1 && secrets.includes(codes[0]), "the code is among the secrets to look for");
  assert.ok(secrets.length >= 5, "so are the verifier, the password, the client secret and the token");

  assert.equal(page.url(), `${set.www.url}/`);
  const seen = { referrer: await page.evaluate(() => document.referrer), address: page.url(), history: await history(page) };
  await page.goBack(); // to the server
  seen["the address one step back"] = page.url();
  await page.goForward();
  await page.getByRole("heading", { name: "Alice Example" }).waitFor();
  seen["the address one step on again"] = page.url();
  seen["the page"] = await page.content();
  seen["the history after that"] = await history(page);
  seen["the console"] = said.join("\n");
  assertNowhere(secrets, seen);

  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByText("confirmed that the token no longer works").waitFor();
  assertNowhere([token, ...codes], { "what stays stored": JSON.stringify(await storedRecords(page)), "the console": said.join("\n") });
});

it("errors tell no secret, and neither does the log of requests", async (test) => {
  const server = await set.servers.serve();
  const { page, said } = await set.visit(test);
  await register(page, server);
  const client = { clientCredentialKey: "app", debugRequests: true, ratelimitMethod: "throw" };
  const { url } = await succeed(page, "authRequestUrl", {}, client);
  await page.goto(url);
  await decide(page);
  await page.waitForURL((address) => address.origin === set.www.url);
  const back = page.url();
  await page.goto(`${set.www.url}/blank`); // the console names the address of the page
  const failures = [];
  const fail = async (path, fault, name, options, client) => {
    await server.fail(path, fault);
    failures.push((await call(page, name, options, { ...client, ...(fault === "Hang" && { requestTimeoutMs: 2000 }) })).error);
    await server.mend();
  };
  for (const fault of ["Hang", "Status500HTML", "NoCORS"]) {
    await fail("/oauth/token", fault, "handleCallback", { url: back, toKey: "login" }, client);
    if (fault !== "NoCORS") continue;
    // The server has answered, but the page could not read it: the code is spent.
    failures.push((await call(page, "handleCallback", { url: back, toKey: "login" }, client)).error);
  }
  const second = await succeed(page, "authRequestUrl", {}, client);
  await page.goto(second.url); // no question the second time
  await page.waitForURL((address) => address.origin === set.www.url);
  const again = page.url();
  await page.goto(`${set.www.url}/blank`);
  await succeed(page, "handleCallback", { url: again, toKey: "login" }, client);
  const user = { ...client, accessTokenKey: "login" };
  for (const fault of ["Hang", "HTML200", "HalfJSON", "CloseConnection"]) {
    await fail("/api/", fault, "accountVerifyCredentials", {}, user);
  }
  failures.push((await call(page, "logIn", { code: "a-code-of-mine", redirectUri: `${set.www.url}/blank` }, user)).error);
  failures.push((await call(page, "logIn", { username: "alice@practice.example", password: "practice-alice" }, user)).error);
  await server.revokeTokens();
  failures.push((await call(page, "toot", { status: "howdy universe!" }, user)).error);

  assert.ok(failures.every((error) => error?.typed), "every one of them failed, with an error of this library");
  const stored = await storedRecords(page);
  const { access_token: token, client_secret: secret } = JSON.parse(stored.login);
  const secrets = [...(await server.secrets()), token, secret, "a-code-of-mine", "practice-alice"];
  assertNowhere(secrets, { "an error": JSON.stringify(failures), "the console": said.join("\n") });
  assert.match(said.join("\n"), /mastoauth: .*\/oauth\/token/, "the requests were logged, for debugRequests");
});

it("globalThis has the same keys before and after the package has worked", async (test) => {
  const { page } = await set.visit(test);
  await page.evaluate(() => 0); // what Playwright itself puts there is there now
  const names = () => page.evaluate(() => [
    Reflect.ownKeys(globalThis).map(String), Object.keys(globalThis),
    Reflect.ownKeys(Object.prototype).map(String), Reflect.ownKeys(document).map(String), Reflect.ownKeys(navigator).map(String),
  ]);
  const blank = await names();
  await register(page, set.server);
  const { url } = await succeed(page, "authRequestUrl", {}, { clientCredentialKey: "app" });
  assert.deepEqual(await names(), blank, "after registering");
  await page.goto(url);
  await decide(page);
  await page.waitForURL((address) => address.origin === set.www.url);
  assert.deepEqual(await names(), blank, "on a new page");
  await succeed(page, "handleCallback", { url: page.url(), toKey: "login" }, {});
  const login = { accessTokenKey: "login" };
  for (const name of ["accountVerifyCredentials", "preferences", "instance", "appVerifyCredentials", "persistableLoginCredentials"]) {
    await succeed(page, name, {}, login);
  }
  await succeed(page, "toot", { status: "howdy universe!" }, login);
  await succeed(page, "revokeAccessToken", {}, login);
  assert.deepEqual(await names(), blank, "after logging in and out");
});

it("the page's globalThis has the same keys before and after a login", async (test) => {
  const { page } = await set.visit(test, "/blank");
  const names = () => page.evaluate(() => Reflect.ownKeys(globalThis).map(String));
  // An element's id is a name on the window, but none of its own keys.
  const blank = await names();
  await page.goto(set.www.url);
  await page.evaluate(() => import("/lib/index.js").then(({ load }) => load()));
  assert.deepEqual(await names(), blank, "on a first visit");
  await ask(page, set.server.url);
  await decide(page);
  await page.getByRole("heading", { name: "Alice Example" }).waitFor();
  assert.deepEqual(await names(), blank, "signed in");
});
