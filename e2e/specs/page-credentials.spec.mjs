// The page that checks existing credentials: it shows what the server says about them, and stores nothing.

import assert from "node:assert/strict";
import { it } from "node:test";
import { storedRecords } from "../support/package-calls.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture({ server: { Quirks: { PasswordGrant: true } } });
const outOfBand = "urn:ietf:wg:oauth:2.0:oob";
let bot, other, host;

/** Sends a form to the server and returns its answer. */
async function post(path, form) {
  return (await fetch(set.server.url + path, { method: "POST", body: new URLSearchParams(form) })).json();
}

/** Registers an app and logs Alice in to it, as somebody did some time ago. */
async function credentials({ name, scopes = "read write" }) {
  const { client_id, client_secret } = await post("/api/v1/apps", { client_name: name, redirect_uris: outOfBand, scopes });
  const app = { client_id, client_secret, scope: scopes };
  const user = { grant_type: "password", username: "alice@practice.example", password: "practice-alice" };
  return {
    name, id: client_id, secret: client_secret,
    token: (await post("/oauth/token", { ...app, ...user })).access_token,
    appToken: (await post("/oauth/token", { ...app, grant_type: "client_credentials" })).access_token,
  };
}

async function open(test) {
  host = new URL(set.server.url).host;
  bot ??= await credentials({ name: "My bot" });
  other ??= await credentials({ name: "Another" });
  const visit = await set.visit(test, "/");
  await visit.page.getByRole("link", { name: "Check whether they work" }).click();
  await visit.page.locator("#verify-send:enabled").waitFor(); // the page's program has come
  return visit;
}

const clientFile = ({ id, secret, name }, url = set.server.url) => `${id}\n${secret}\n${url}\n${name}\n`;
const tokenFile = ({ id, secret, token }, url = set.server.url) => `${token}\n${url}\n${id}\n${secret}\n`;
const field = (page, name) => page.locator({ server: "#have-server", id: "#have-client-id", secret: "#have-client-secret", token: "#have-token" }[name]);

async function type(page, values) {
  for (const name of ["server", "id", "secret", "token"]) await field(page, name).fill({ server: host, ...values }[name] ?? "");
}

/** Has it verified and returns what the page says, by what it is about. */
async function verdicts(page, values) {
  if (values) await type(page, values);
  await page.getByRole("button", { name: "Verify" }).click();
  await page.locator(".verdict").first().waitFor();
  return Object.fromEntries(await page.locator(".verdict").evaluateAll((all) => all.map((one) => {
    const [about, ...words] = one.innerText.split("\n").filter(Boolean);
    return [about, words.join(" ")];
  })));
}

const typed = (page) => page.locator("#credentials").evaluate((form) => [...form.elements].map(({ value }) => value).filter(Boolean).sort());

it("says whether the server knows the app and whose the token is", async (test) => {
  const { page } = await open(test);
  const app = `${host} knows the app “My bot”, registered for read, write.`;
  const token = `The token belongs to @alice@${host}.`;
  assert.deepEqual(await verdicts(page, bot), { "The app": app, "The token": `${token} It was made for this app.` });
  assert.deepEqual(await verdicts(page, { id: bot.id, secret: bot.secret }), { "The app": app });
  assert.deepEqual(await verdicts(page, { token: bot.token }), { "The token": `${token} It was made for the app “My bot”.` });
  assert.deepEqual(await verdicts(page, { token: bot.appToken }),
    { "The token": "The token belongs to an app, not to a person. It was made for the app “My bot”." });
  assert.deepEqual(await verdicts(page, { ...bot, token: other.token }), {
    "The app": app, "The token": `${token} It was made for the app “Another”, which is not the one above: the two do not go together.`,
  });
});

it("says what is wrong in plain words, and the same in code", async (test) => {
  const { page } = await open(test);
  const wrong = await verdicts(page, { id: bot.id, secret: "wrong", token: "wrong" });
  assert.match(wrong["The app"], new RegExp(`^${host} does not know this client id and secret\\..*invalid_client · clientCredentialsToken · 401`));
  assert.match(wrong["The token"], new RegExp(`^${host} does not accept this access token\\..*unauthorized · accountVerifyCredentials · 401`));
  const revoked = await credentials({ name: "Revoked" });
  await post("/oauth/revoke", { client_id: revoked.id, client_secret: revoked.secret, token: revoked.token });
  assert.match((await verdicts(page, { token: revoked.token }))["The token"], /own words: The access token was revoked/);
  const narrow = await verdicts(page, await credentials({ name: "Writer", scopes: "write" }));
  assert.equal(narrow["The app"], `${host} knows this client id and secret.`, "an app without the scope read is known all the same");
  assert.match(narrow["The token"], /knows the token, but does not say whose it is\..*insufficient_scope/);
  assert.equal(Object.keys(await verdicts(page, bot)).length, 2, "and after all of that the next one works");
});

it("says what is missing before anything is sent", async (test) => {
  const { page } = await open(test);
  const sent = (await set.server.log()).length;
  const cases = {
    "#have-server-problem": { server: "", ...bot },
    "#have-client-secret-problem": { id: bot.id },
    "#have-client-id-problem": { secret: bot.secret },
    "#credentials-problem": {},
  };
  for (const [place, values] of Object.entries(cases)) {
    await type(page, values);
    await page.getByRole("button", { name: "Verify" }).click();
    await page.locator(`${place} .what`).waitFor();
  }
  await type(page, { server: "not a server", token: bot.token });
  await page.getByRole("button", { name: "Verify" }).click();
  await page.locator("#have-server-problem").getByText("server_invalid · findServer").waitFor();
  assert.equal((await set.server.log()).length, sent);
});

it("reads Mastodon.py's files, opened or pasted", async (test) => {
  const { page } = await open(test);
  await page.getByText("Take them from a file").click();
  const files = page.getByLabel("Open mastodon.env");
  const give = (...contents) => files.setInputFiles(contents.map((content, at) => ({ name: `${at}.secret`, mimeType: "text/plain", buffer: Buffer.from(content) })));
  const paste = (content) => page.getByLabel("Or paste what is in one of them").fill(content);
  const said = (text) => page.locator("#secret-status").getByText(text, { exact: true }).waitFor();

  await give(tokenFile(bot), clientFile(bot));
  await said("Filled in: server, client id, client secret, access token.");
  assert.deepEqual(await typed(page), [set.server.url, bot.id, bot.secret, bot.token].sort());
  assert.match((await verdicts(page))["The token"], /It was made for this app\./);

  await page.reload();
  await page.locator("#verify-send:enabled").waitFor();
  await page.getByText("Take them from a file").click();
  await paste(clientFile(bot));
  await said("Filled in: server, client id, client secret.");
  await paste(tokenFile(bot).split("\n").slice(0, 2).join("\n")); // as create_account writes it
  await said("Filled in: server, access token.");
  assert.deepEqual(await typed(page), [set.server.url, bot.id, bot.secret, bot.token].sort());

  await field(page, "server").fill(`${host.toUpperCase()}/`);
  await paste(clientFile(bot));
  await said("Filled in: server, client id, client secret.");
  assert.equal(await field(page, "token").inputValue(), bot.token, "the same server, written in another way");
  await paste(clientFile(other, "https://another.example"));
  await said("Filled in: server, client id, client secret.");
  assert.equal(await field(page, "token").inputValue(), "", "a token is not sent to a server that it is not from");

  for (const [contents, problem] of [
    [["no secret file at all\n"], "This is none of the files."],
    [[clientFile(bot), clientFile(other)], "These are two files of the same kind."],
    [[clientFile(bot), tokenFile(bot), "more"], "There are too many files."],
    [[clientFile(bot), tokenFile(bot, "https://another.example")], "The two files belong to different servers."],
  ]) {
    await give(...contents);
    await page.locator("#secret-problem").getByText(problem).waitFor();
  }
});

it("reads every file that the site writes", async (test) => {
  const { page } = await open(test);
  await page.getByText("Take them from a file").click();
  const host = "https://other.example";
  const secrets = { plain: ["id-1", "secret-1", "token-1"], quoted: ["it's", `"a"'b'#c`, "$x\\y`z`=&"] };
  for (const [kind, [client_id, client_secret, access_token]] of Object.entries(secrets)) {
    const files = await page.evaluate(async (credentials) => {
      const { fileNames, fileContent } = await import(new URL("./credential-files.js", document.baseURI).href);
      return fileNames.map((name) => [name, fileContent(name, credentials)]);
    }, { api_base_url: host, client_id, client_secret, access_token, client_name: "My bot" });
    assert.deepEqual(files.map(([name]) => name), ["mastodon.env", "mastodon.json", "clientcred.secret", "usercred.secret"]);
    for (const [name, content] of files) {
      await page.getByRole("button", { name: "Verify" }).evaluate((button) => button.form.reset());
      await page.locator("#secret-status").evaluate((said) => said.replaceChildren());
      await page.getByLabel("Open mastodon.env").setInputFiles([{ name, mimeType: "", buffer: Buffer.from(content) }]);
      await page.locator("#secret-status", { hasText: "Filled in:" }).waitFor();
      const token = name === "clientcred.secret" ? [] : [access_token];
      assert.deepEqual(await typed(page), [host, client_id, client_secret, ...token].sort(), `${name}, ${kind}`);
    }
  }
  const shell = "export MASTODON_ACCESS_TOKEN=\"to\\\"ken\"\r\n  MASTODON_API_BASE_URL = other.example\r\nOTHER=1\r\n";
  await page.getByLabel("Or paste what is in one of them").fill(shell);
  await page.locator("#secret-status", { hasText: /^Filled in: server, access token\.$/ }).waitFor();
  assert.equal(await field(page, "token").inputValue(), 'to"ken');
  for (const none of ['{"name":"x"}', "[1]", "A = 1\nB = 2\n"]) {
    await page.getByLabel("Or paste what is in one of them").fill(none);
    await page.locator("#secret-problem .what").waitFor();
  }
});

it("keeps nothing", async (test) => {
  const { page, said } = await open(test);
  await verdicts(page, bot);
  const address = page.url();
  assert.equal(address, `${set.www.url}/verify.html`);
  assert.deepEqual(await storedRecords(page), {});
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.goto(set.www.url);
  await page.goBack();
  await page.locator("#verify-send:enabled").waitFor();
  assert.deepEqual(await typed(page), []);
  assert.deepEqual(said, [], "and the console stays empty");
});
