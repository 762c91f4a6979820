// Several accounts on the page: each has its own credentials and can be switched, signed out and forgotten. Also logins that are not
// stored.

import assert from "node:assert/strict";
import { it } from "node:test";
import { atHome, choose, confirming, fill, good, openLetter, send } from "../support/sign-up.mjs";
import { storedRecords } from "../support/package-calls.mjs";
import { ask, decide, logIn } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const heading = (page, name) => page.getByRole("heading", { name, exact: true }).waitFor();
const chips = (page) => page.getByRole("navigation", { name: "Accounts" }).getByRole("button");
const inUse = (page) => page.locator("#account-list [aria-current=true]").innerText();
const token = async (page) => {
  await page.getByRole("button", { name: "Show Access token" }).click();
  return page.locator("[data-credential=access_token] code").innerText();
};
const stored = async (page, prefix) => Object.keys(await storedRecords(page)).filter((key) => key.startsWith(prefix));
const status = async (server, bearer) =>
  (await fetch(`${server.url}/api/v1/accounts/verify_credentials`, { headers: { Authorization: `Bearer ${bearer}` } })).status;

/** Adds an account beside those that are there. */
async function add(page, server, as) {
  await page.getByRole("link", { name: "Add an account" }).click();
  await page.context().clearCookies(); // before the server's page sets its own
  await ask(page, server.url);
  await decide(page, { as });
  await atHome(page);
}

it("two accounts on two servers, with a switch that all tabs follow", async (test) => {
  const [server, other] = await Promise.all([set.servers.serve(), set.servers.serve()]);
  const { page, context, said } = await set.visit(test, "/");
  await logIn(page, server.url);
  await heading(page, "Alice Example");
  const alices = await token(page);
  await add(page, other, "bob");
  await heading(page, "Bob Müller");
  assert.equal(page.url(), `${set.www.url}/`);
  assert.equal(await chips(page).count(), 2);
  assert.equal(await inUse(page), `@bob@${new URL(other.url).host}`);
  const bobs = await token(page);
  assert.notEqual(bobs, alices);

  const tab = await context.newPage();
  await tab.goto(set.www.url);
  await heading(tab, "Bob Müller");
  await chips(page).filter({ hasText: "alice" }).click();
  await Promise.all([heading(page, "Alice Example"), heading(tab, "Alice Example")]);
  assert.ok(await page.evaluate(() => document.activeElement?.getAttribute("aria-current") === "true"), "the focus stays on the switch");
  assert.ok(!(await page.content()).includes(bobs), "what was shown of the other account is gone");
  assert.equal(await token(page), alices);
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await page.getByRole("link", { name: `See it on ${new URL(server.url).host}` }).waitFor();
  assert.equal((await other.asked(/^POST \/api\/v1\/statuses/)).length, 0);
  await page.reload();
  await heading(page, "Alice Example");

  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("status").getByText("confirmed that the token no longer works.").waitFor();
  await Promise.all([heading(page, "Bob Müller"), heading(tab, "Bob Müller")]);
  assert.deepEqual([await status(server, alices), await status(other, bobs)], [401, 200]);
  await page.getByRole("button", { name: "Log out" }).click();
  await Promise.all([heading(page, "Log in with Mastodon"), heading(tab, "Log in with Mastodon")]);
  assert.deepEqual(said, []);
});

it("goes back to the account from the form for another one, and keeps it when the person says no there", async (test) => {
  const { page } = await set.visit(test, "/");
  await logIn(page, set.server.url);
  await page.getByRole("link", { name: "Add an account" }).click();
  await page.getByRole("link", { name: "Back to your account" }).click();
  await heading(page, "Alice Example");
  await page.getByRole("link", { name: "Add an account" }).click();
  await ask(page, set.server.url);
  await decide(page, { allow: false });
  await page.getByRole("status").getByText("You said no, and that is fine.").waitFor();
  await heading(page, "Alice Example");
});

it("each sign-in has its own name, website and scopes", async (test) => {
  const server = await set.servers.serve();
  const { page } = await set.visit(test, "/");
  const registered = async () => new URLSearchParams((await server.asked(/^POST \/api\/v1\/apps /)).at(-1).split(" ")[2]);
  for (const [as, name, website, scope] of [["alice", "First bot", "https://first.example/", "read"], ["bob", "Second bot", "https://second.example/", "write"]]) {
    if (as === "bob") await page.getByRole("link", { name: "Add an account" }).click();
    await page.locator("#log-in:enabled").waitFor();
    if (!(await page.locator("#asked").evaluate((details) => details.open))) await page.getByText("What will this page ask for?").click();
    await page.getByLabel("The app’s name").fill(name);
    await page.getByLabel("The app’s website").fill(website);
    for (const one of ["read", "write"]) await page.locator(`#scopes .set > label > input[value=${one}]`).setChecked(one === scope);
    await page.context().clearCookies(); // before the server's page sets its own
    await ask(page, server.url);
    await decide(page, { as });
    await atHome(page);
    const form = await registered();
    assert.deepEqual([form.get("client_name"), form.get("website")], [name, website]);
    await page.getByRole("button", { name: "Verify app" }).click();
    await page.getByText(`knows the app “${name}”`).waitFor();
  }
  assert.deepEqual(await page.locator("#granted code").allInnerTexts(), ["write", "read:accounts"], "who signed in has to be seen");
  await chips(page).filter({ hasText: "alice" }).click();
  await heading(page, "Alice Example");
  assert.deepEqual(await page.locator("#granted code").allInnerTexts(), ["read"]);
});

it("an account that is forgotten here on purpose lives on at the server, and the page says where to end it", async (test) => {
  const server = await set.servers.serve();
  const { page } = await set.visit(test, "/");
  await logIn(page, server.url);
  const kept = await token(page);
  await page.getByRole("button", { name: "only forget it in this browser" }).click();
  await page.getByRole("status").getByText("The token still works for whoever has it.").waitFor();
  const apps = page.getByRole("link", { name: `the apps you let in at ${new URL(server.url).host}` });
  assert.equal(await apps.getAttribute("href"), `${server.url}/oauth/authorized_applications`);
  assert.equal(await status(server, kept), 200);
  assert.deepEqual(await server.asked(/^POST \/oauth\/revoke/), []);
  assert.deepEqual(await stored(page, "mastoauth:session:"), []);
  assert.ok(!JSON.stringify(await storedRecords(page)).includes(kept) && !(await page.content()).includes(kept));
});

it("a login that is not to be kept is in no storage, holds while the page is there, and ends with it", async (test) => {
  const { page, context } = await set.visit(test, "/");
  await page.locator("#log-in:enabled").waitFor();
  await page.getByText("What will this page ask for?").click();
  await page.getByLabel("Do not store this login in this browser").check();
  await logIn(page, set.server.url);
  await page.getByRole("status").getByText("This login is not stored in this browser.").waitFor();
  await heading(page, "Alice Example");
  const held = await token(page);
  const all = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!all.includes(held), "the token is in memory only");
  const tab = await context.newPage();
  await tab.goto(set.www.url);
  await heading(tab, "Log in with Mastodon");
  await page.getByRole("button", { name: "Verify account" }).click();
  await page.getByText("The token belongs to @alice").waitFor();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByText("confirmed that the token no longer works.").waitFor();
  assert.equal(await status(set.server, held), 401);

  await logIn(page, set.server.url);
  await page.reload();
  await heading(page, "Log in with Mastodon");
});

it("an account that was created beside another waits in the list, and joins when it is confirmed", async (test) => {
  const server = await set.servers.serve();
  const { page, context } = await choose(set, test, server);
  await fill(page, good);
  await send(page);
  await confirming(page);
  const tab = await context.newPage();
  await tab.goto(set.www.url);
  await tab.getByRole("button", { name: "Do something else" }).waitFor();
  await page.getByRole("button", { name: "Do something else" }).click();
  await logIn(page, set.server.url);
  await page.getByRole("link", { name: "Add an account" }).click();
  await page.getByRole("link", { name: "Create one" }).click();
  await page.getByLabel("Which server do you want to join?").fill(server.url);
  await page.getByRole("button", { name: "Continue" }).click();
  const second = { ...good, username: "second", email: "second@mail.example" };
  await fill(page, second);
  await send(page);
  await confirming(page);
  await page.goto(set.www.url);
  await heading(page, "Alice Example");
  await chips(page).filter({ hasText: "not confirmed yet" }).click();
  await confirming(page);
  await openLetter(tab, server, second.email);
  await heading(page, "second");
  assert.equal(await chips(page).count(), 2);
});
