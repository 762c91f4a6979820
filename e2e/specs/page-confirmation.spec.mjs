// A pending sign-up on the page: the e-mail, its link, and what can happen meanwhile.

import assert from "node:assert/strict";
import { it } from "node:test";
import { atHome, choose, confirming, fill, good, linkIn, openLetter, send } from "../support/sign-up.mjs";
import { logIn } from "../support/person.mjs";
import { storedRecords } from "../support/package-calls.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const sent = /^POST \/api\/v1\/accounts /;

it("leads from a first visit to an account of one's own, over a reload and a corrected address", async (test) => {
  const { page, said } = await choose(set, test, set.server, { locale: "de-AT", timezoneId: "Europe/Vienna" });
  await page.getByText("Be kind, even in practice.").waitFor();
  await fill(page, { ...good, email: "wrong@mail.example" });
  await page.getByText(`@newcomer@${new URL(set.server.url).host}`).waitFor();
  await send(page);
  await confirming(page);
  const asked = new URLSearchParams((await set.server.asked(sent)).at(-1).split(" ")[2]);
  assert.deepEqual(["locale", "time_zone", "agreement", "reason", "date_of_birth"].map((name) => asked.get(name)),
    ["de", "Europe/Vienna", "true", null, null]);
  assert.equal(page.url(), `${set.www.url}/`);
  assert.ok(!JSON.stringify(await storedRecords(page)).includes(good.password), "the password is not kept");
  assert.ok(!(await page.evaluate(() => [...document.querySelectorAll("input")].map((input) => input.value))).includes(good.password));

  await page.getByRole("button", { name: "I have confirmed" }).click();
  await page.getByText("Not yet, says").waitFor();
  await page.reload();
  await confirming(page);
  await page.getByText("It leads back here.").waitFor();
  await page.locator("#resend-email").fill("no address");
  await page.getByRole("button", { name: "Send it again" }).click();
  await page.locator("#resend-email-problem").getByText("validation_failed").waitFor();
  await page.locator("#resend-email").fill(good.email);
  await page.getByRole("button", { name: "Send it again" }).click();
  await page.getByText(`Sent to ${good.email}.`).waitFor();
  const other = page.getByText("It does not lead back here, so come back to this page afterwards.");
  await other.waitFor();
  assert.ok(await page.getByText("It leads back here.").isHidden());
  await page.reload();
  await other.waitFor();

  await openLetter(page, set.server, good.email);
  assert.equal(page.url(), `${set.server.url}/auth/sign_in`, "as Mastodon's letter to a corrected address");
  await page.goto(set.www.url);
  await page.getByRole("heading", { name: "newcomer", exact: true }).waitFor();
  await page.getByRole("table", { name: "Your preferences" }).getByRole("row").first().waitFor();
  assert.equal(page.url(), `${set.www.url}/`);
  assert.equal((await storedRecords(page))["mastoauth:newcomer"], undefined);
  await page.reload();
  await page.getByRole("heading", { name: "newcomer", exact: true }).waitFor();
  // A server that is asked about an account that is not confirmed yet answers 403.
  assert.deepEqual(said.filter((line) => !/422|403/.test(line)), [], "the console tells of the refused address and of nothing else");
});

it("follows when the link is opened in another tab", async (test) => {
  const server = await set.servers.serve();
  const { page, context } = await choose(set, test, server);
  await fill(page, good);
  await send(page);
  await confirming(page);
  await page.route("**/verify_credentials", (route) => route.abort()); // it is the other tab that tells
  const other = await context.newPage();
  await openLetter(other, server, good.email);
  await Promise.all([atHome(other), atHome(page)]);
});

it("lets a newcomer in whose login the browser could not keep", async (test) => {
  const { page, context } = await choose(set, test, set.server);
  await page.evaluate(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
      if (/^mastoauth:(newcomer|session)/.test(key)) throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      setItem.call(this, key, value);
    };
  });
  const email = "unkept@mail.example";
  await fill(page, { ...good, username: "unkept", email });
  await send(page);
  await confirming(page);
  await page.locator("#page-problem").getByText("storage_full · signUp").waitFor();
  assert.ok(await page.locator("#confirm-kept").isHidden(), "it does not promise to know where they were");
  await openLetter(await context.newPage(), set.server, email);
  await page.getByRole("button", { name: "I have confirmed" }).click();
  await page.getByRole("heading", { name: "unkept", exact: true }).waitFor();
});

it("looks by itself now and then whether the address is confirmed", async (test) => {
  const server = await set.servers.serve();
  const { page } = await choose(set, test, server);
  await page.clock.install();
  await fill(page, good);
  await send(page);
  await confirming(page);
  await fetch(await linkIn(server, good.email), { redirect: "manual" });
  await page.clock.runFor(14_000);
  assert.equal((await server.asked(/verify_credentials/)).length, 0, "not at once");
  await page.getByText(`This page asks ${new URL(server.url).host} now and then.`).waitFor();
  await page.clock.runFor(2_000);
  await atHome(page);
});

it("says what to do where somebody else is signed in at the server, and follows", async (test) => {
  const server = await set.servers.serve();
  const { page } = await choose(set, test, server);
  await fill(page, good);
  await send(page);
  await confirming(page);
  const other = await set.visit(test, "/"); // another browser
  await logIn(other.page, server.url);
  await openLetter(other.page, server, good.email);
  assert.equal(other.page.url(), `${server.url}/`, "the home of who is signed in");
  await page.getByRole("button", { name: "I have confirmed" }).click();
  await page.getByText("Not yet, says").waitFor();
  await page.getByText("with another account there: log out of it, then open the link again.").waitFor();
  await other.context.clearCookies(); // they sign out
  await openLetter(other.page, server, good.email);
  await page.getByRole("button", { name: "I have confirmed" }).click();
  await atHome(page);
});

it("promises nobody to be let in where the staff decides", async (test) => {
  const server = await set.servers.serve({ Registrations: "approval" });
  const { page } = await choose(set, test, server);
  const promised = /logs you in|address, and you can log in|once (it|your (e-mail )?address) is confirmed|as soon as you have confirmed/i;
  const read = [];
  const look = async () => read.push((await page.locator("main").innerText()).replace(/\s+/g, " "));
  await look();
  await fill(page, good);
  await page.getByLabel("Why do you want to join?").fill("To practise.");
  await send(page);
  await confirming(page);
  await look();
  await page.locator("#resend-email").fill("corrected@mail.example");
  await page.getByRole("button", { name: "Send it again" }).click();
  await page.getByText("It does not lead back here").waitFor();
  await look();
  await server.stand("newcomer", "pending");
  await page.getByRole("button", { name: "I have confirmed" }).click();
  await page.getByText("decide whether to let").waitFor();
  await look();
  await server.stand("newcomer", "disabled");
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByText("does not let @newcomer").waitFor();
  await look();
  await page.getByRole("button", { name: "Do something else" }).click();
  await page.getByRole("status").getByText("Removed from this browser.").waitFor();
  await look();
  const host = new URL(server.url).host;
  const says = ["read every request before they let somebody in", `as soon as ${host} lets you in`, `as soon as ${host} lets you in`, "decide whether to let",
    "does not let @newcomer", `once ${host} lets you in`];
  assert.equal(read.length, says.length);
  for (const [at, text] of read.entries()) {
    assert.doesNotMatch(text, promised);
    assert.ok(text.includes(says[at]), `${says[at]}: ${text}`);
  }
});

it("ends a sign-up that the server dropped, and one that the person gives up", async (test) => {
  const server = await set.servers.serve();
  const { page } = await choose(set, test, server);
  await fill(page, good);
  await send(page);
  await confirming(page);
  await page.getByRole("button", { name: "Do something else" }).click();
  await page.getByRole("status").getByText("Removed from this browser.").waitFor();
  assert.deepEqual(Object.keys(await storedRecords(page)).filter((key) => !key.startsWith("mastoauth:app:")), []);
  assert.equal((await server.asked(/^POST \/oauth\/revoke/)).length, 1);

  await page.getByRole("link", { name: "Create one" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await fill(page, { ...good, username: "second", email: "second@mail.example" });
  await send(page);
  await confirming(page);
  await server.revokeTokens();
  await page.getByRole("button", { name: "I have confirmed" }).click();
  await page.getByRole("status").getByText("does not know this sign-up any more.").waitFor();
  assert.equal((await storedRecords(page))["mastoauth:newcomer"], undefined);
});
