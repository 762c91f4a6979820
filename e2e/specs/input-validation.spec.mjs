// Invalid input: servers, names, scopes and URLs. Nothing is sent, and nothing is stored.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { it } from "node:test";
import { refused, register, storedRecords } from "../support/package-calls.mjs";
import { ask, logIn } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

const illegal = "MastodonIllegalArgumentError";
const servers = {
  "no server": ["", "server_missing"],
  "only blanks": [" \u200b ", "server_missing"],
  "something that is no server": ["not a server", "server_invalid"],
  "a name without a dot": ["mastodon", "server_invalid"],
  "an e-mail address": ["alice@mastodon.example", "server_is_email"],
  "plain http": ["http://mastodon.example", "server_insecure"],
  "a script": ["javascript:alert(1)", "server_invalid"],
  "a password in it": ["https://alice:hunter2@mastodon.example", "server_invalid"],
};
const apps = {
  "no name": [{ clientName: "" }, "client_name_invalid"],
  "a name of 61 characters": [{ clientName: "n".repeat(61) }, "client_name_invalid"],
  "an unknown scope": [{ scopes: ["read", "raed"] }, "scope_unknown"],
  "a fragment in the redirect URI": [{ redirectUris: "https://page.example/#top" }, "redirect_uri_invalid"],
  "a relative redirect URI": [{ redirectUris: "/callback" }, "redirect_uri_invalid"],
  "a script as redirect URI": [{ redirectUris: "javascript:alert(1)" }, "redirect_uri_invalid"],
  "a website that is none": [{ website: "page" }, "option_invalid"],
  "an option that does not exist": [{ redirectUri: "https://page.example/" }, "option_unknown"],
};

it("createApp refuses what cannot work before it sends anything", async (test) => {
  const { page } = await set.visit(test);
  const sent = (await set.server.log()).length;
  for (const [what, [apiBaseUrl, code]] of Object.entries(servers)) {
    const error = await refused(code, page, "createApp", { clientName: "A test", apiBaseUrl, toKey: "app" });
    assert.equal(error.name, illegal, what);
    assert.doesNotMatch(error.text, /hunter2/, "no password comes back");
  }
  for (const [what, [options, code]] of Object.entries(apps)) {
    const error = await refused(code, page, "createApp", { clientName: "A test", apiBaseUrl: set.server.url, toKey: "app", ...options });
    assert.equal(error.name, illegal, what);
  }
  assert.equal((await set.server.log()).length, sent, "nothing was sent");
  assert.deepEqual(await storedRecords(page), {}, "nothing was stored");
  await register(page, set.server);
});

it("a client refuses what cannot work, and a right one works after that", async (test) => {
  const { page } = await set.visit(test);
  for (const [apiBaseUrl, code] of Object.values(servers).filter(([, code]) => code !== "server_missing")) {
    await refused(code, page, "instance", {}, { apiBaseUrl });
  }
  await refused("server_missing", page, "instance", {}, {});
  await refused("option_unknown", page, "instance", {}, { apiBaseURL: set.server.url });
  await refused("option_unknown", page, "toot", { text: "howdy" }, { apiBaseUrl: set.server.url });
  await register(page, set.server);
  await refused("scope_unknown", page, "authRequestUrl", { scopes: ["raed"] }, { clientCredentialKey: "app" });
  await refused("not_logged_in", page, "accountVerifyCredentials", {}, { clientCredentialKey: "app" });
});

it("the page says what is wrong beside the field, keeps what was typed, and goes on", async (test) => {
  const { page } = await set.visit(test, "/");
  const field = page.getByLabel("Where is your account?");
  for (const [typed, code] of Object.values(servers)) {
    if (code === "server_insecure") continue; // the page asks over https there
    await ask(page, typed);
    await page.locator("#server-problem").getByText(`${code} · signIn`).waitFor();
    assert.equal(await field.inputValue(), typed);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.ok(await field.evaluate((element) => element === document.activeElement), "one can type on at once");
  }
  await page.getByText("What will this page ask for?").click();
  for (const name of ["", "n".repeat(61)]) {
    await page.getByLabel("The app’s name").fill(name);
    await ask(page, set.server.url);
    await page.locator("#name-problem").getByText("client_name_invalid · signIn").waitFor();
    assert.equal(await page.getByLabel("The app’s name").inputValue(), name);
  }
  await page.getByLabel("The app’s name").fill("A test");
  const ticked = page.locator("#scopes").getByRole("checkbox", { checked: true });
  while (await ticked.count()) await ticked.first().uncheck();
  await ask(page, set.server.url);
  await page.locator("#scopes-problem").getByText("Tick at least one.").waitFor();
  await page.getByRole("checkbox", { name: /^read what you can read/ }).check();
  assert.deepEqual(Object.keys(await storedRecords(page)), ["mastoauth-page:form"], "only the form was kept");
  await logIn(page, set.server.url);
  assert.deepEqual(await page.locator("#granted code").allInnerTexts(), ["read"]);
});

it("a server that is no Mastodon server, or is not there, is told as it is", async (test) => {
  const { page } = await set.visit(test, "/");
  const other = createServer((_, response) => {
    response.writeHead(404, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/html" }).end("<h1>Not here</h1>");
  });
  await new Promise((ready) => other.listen(0, "127.0.0.1", ready));
  const apiBaseUrl = `http://127.0.0.1:${other.address().port}`;
  const app = { clientName: "A test", apiBaseUrl, toKey: "app" };
  const notFound = await refused("not_found", page, "createApp", app);
  assert.equal(notFound.name, "MastodonNotFoundError");
  await ask(page, apiBaseUrl);
  await page.locator("#server-problem").getByText("server_not_mastodon · signIn").waitFor();

  await new Promise((closed) => other.close(closed));
  const gone = await refused("network", page, "createApp", app);
  assert.equal(gone.name, "MastodonNetworkError");
  await ask(page, apiBaseUrl);
  await page.locator("#server-problem").getByText("server_not_found · signIn").waitFor();
  await logIn(page, set.server.url);
});
