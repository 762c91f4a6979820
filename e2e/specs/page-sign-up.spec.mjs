// Signing up on the page: the fields that a server requires, and the errors that it returns.

import assert from "node:assert/strict";
import { it } from "node:test";
import { atHome, choose, confirming, fill, finding, good, openLetter, send } from "../support/sign-up.mjs";
import { storedRecords } from "../support/package-calls.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const sent = /^POST \/api\/v1\/accounts /;

it("shows under each field what the server finds wrong with it", async (test) => {
  const { page } = await choose(set, test, set.server);
  await fill(page, { username: "admin", email: "somebody@blocked.example", password: "brief" });
  await send(page);
  await page.locator("#new-username-problem p").first().waitFor();
  assert.deepEqual(await finding(page, "new-username"), ["Is reserved.", "ERR_RESERVED"]);
  assert.deepEqual(await finding(page, "new-email"), ["Uses a disallowed e-mail provider.", "ERR_BLOCKED"]);
  assert.deepEqual(await finding(page, "new-password"), ["Is too short (minimum is 8 characters).", "ERR_TOO_SHORT"]);
  assert.equal(await page.locator("#new-agreement").getAttribute("aria-invalid"), null);
  assert.equal(await page.evaluate(() => document.activeElement.id), "new-username", "one can type on at once");
  await page.getByLabel("Username").fill("somebody");
  assert.equal(await page.locator("#new-username").getAttribute("aria-invalid"), null, "what is changed is no longer wrong");
  assert.equal(await page.locator("#new-username-problem").innerText(), "");
  await fill(page, { username: "somebody", email: "somebody@mail.example", password: good.password });
  await send(page);
  await confirming(page);
});

it("finds what is missing before anything is sent", async (test) => {
  const server = await set.servers.serve({ Registrations: "approval", MinAge: 16 });
  const { page } = await choose(set, test, server);
  await send(page);
  for (const id of ["new-username", "new-email", "new-password", "new-birth", "new-reason", "new-agreement"]) {
    assert.equal((await finding(page, id)).length, 1, id);
  }
  assert.deepEqual(await server.asked(/^POST /), []);
  assert.deepEqual(Object.keys(await storedRecords(page)), []);
});

it("asks for an age and a reason where the server does, and waits for its people", async (test) => {
  const server = await set.servers.serve({ Registrations: "approval", MinAge: 16 });
  const { page } = await choose(set, test, server);
  await fill(page, good);
  await page.getByLabel("Date of birth").fill(`${new Date().getFullYear() - 10}-01-31`);
  await page.getByLabel("Why do you want to join?").fill("To practise.");
  await send(page);
  await page.locator("#new-birth-problem").getByText("ERR_BELOW_LIMIT").waitFor();
  await page.getByLabel("Date of birth").fill("1999-12-31");
  await send(page);
  await confirming(page);
  const asked = new URLSearchParams((await server.asked(sent)).at(-1).split(" ")[2]);
  assert.deepEqual([asked.get("reason"), asked.get("date_of_birth")], ["To practise.", "1999-12-31"]);

  await openLetter(page, server, good.email);
  await page.getByRole("heading", { name: "Your address is confirmed" }).waitFor();
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByText("Not yet, says").waitFor();
  assert.ok(await page.locator("#resend").isHidden(), "there is nothing to send again");
  // The practice server has no page for its admin: this stands for what it answers once somebody was let in.
  await page.route("**/api/v1/accounts/verify_credentials", (route) => route.fulfill({ json: { id: "1", username: "newcomer", acct: "newcomer" } }));
  await page.getByRole("button", { name: "Look again" }).click();
  await atHome(page);
});

it("says calmly that a server takes nobody, or not from here, and where to go", async (test) => {
  const own = (page) => page.locator("#host-policy").getByRole("link", { name: "its own page" }).getAttribute("href");
  const closed = await set.servers.serve({ Registrations: "closed" });
  const { page } = await choose(set, test, closed);
  await page.getByText("accepts no new accounts at the moment.").waitFor();
  assert.equal(new URL(await own(page)).origin, closed.url);
  assert.ok(await page.locator("#newcomer").isHidden());
  assert.equal(await page.getByRole("alert").filter({ hasText: /./ }).count(), 0, "it is no error");

  await page.getByRole("button", { name: "Choose another server" }).click();
  await page.route(`${set.server.url}/api/v2/instance`, async (route) => {
    const document = await (await route.fetch()).json();
    Object.assign(document.registrations, { url: "https://sso.example/join", message: null });
    await route.fulfill({ json: document, headers: { "Access-Control-Allow-Origin": "*" } });
  });
  await page.getByLabel("Which server do you want to join?").fill(set.server.url);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("accepts new accounts on its own page only.").waitFor();
  assert.equal(await own(page), "https://sso.example/join");

  const without = await set.servers.serve({ Quirks: { NoSignUp: true } });
  const second = await choose(set, test, without);
  await fill(second.page, good);
  await send(second.page);
  await second.page.getByText("accepts new accounts on its own page only.").waitFor();
  assert.ok(await second.page.locator("#newcomer").isHidden());
});

it("says what a closed server says, as text", async (test) => {
  const { page } = await set.visit(test, "/#sign-up");
  const closed = await set.servers.serve({ Registrations: "closed" });
  await page.route(`${closed.url}/api/v2/instance`, async (route) => {
    const document = await (await route.fetch()).json();
    document.registrations.message = "<p>Back in <b>May</b> &amp; June. &lt;img src=x onerror=alert(1)&gt;</p>";
    await route.fulfill({ json: document, headers: { "Access-Control-Allow-Origin": "*" } });
  });
  await page.getByLabel("Which server do you want to join?").fill(closed.url);
  await page.getByRole("button", { name: "Continue" }).click();
  assert.equal(await page.locator("#host-policy q").innerText(), "Back in May & June. <img src=x onerror=alert(1)>");
});

it("says when a server will listen again", async (test) => {
  const server = await set.servers.serve({ Limits: { SignUps: 1 } });
  const { page } = await choose(set, test, server);
  await fill(page, { ...good, password: "brief" });
  await send(page);
  await page.locator("#new-password-problem").getByText("ERR_TOO_SHORT").waitFor();
  await fill(page, good);
  await send(page);
  await page.locator("#new-problem").getByText("Your server will accept requests again at").waitFor();
  await page.locator("#new-problem").getByText("rate_limited · createAccount · 429").waitFor();
  assert.equal((await server.asked(sent)).length, 2, "it is not sent again by itself");
});

it("shows findings on fields that the form does not have, and never as HTML", async (test) => {
  const { page } = await choose(set, test, set.server);
  await page.route(`${set.server.url}/api/v1/accounts`, (route) => route.fulfill({
    status: 422, headers: { "Access-Control-Allow-Origin": "*" }, json: { error: "Validation failed", details: {
      "account.username": [{ error: "ERR_TAKEN", description: "is taken" }, { error: "ERR_NEW", description: "is dull" }],
      captcha: [{ error: "ERR_BLANK", description: "<b onclick=alert(1)>is missing</b>" }], odd: "is odd",
    } },
  }));
  await fill(page, good);
  await send(page);
  await page.locator("#new-problem").getByText("<b onclick=alert(1)>is missing</b>").waitFor();
  await page.locator("#new-problem").getByText("Is odd.").waitFor();
  assert.deepEqual(await finding(page, "new-username"), ["Is taken.", "Is dull.", "ERR_TAKEN · ERR_NEW"]);
});

it("leaves out a language that the server does not know", async (test) => {
  const server = await set.servers.serve();
  const { page } = await choose(set, test, server, { locale: "gd-GB" });
  await fill(page, good);
  await send(page);
  await page.locator("#new-problem").getByText("ERR_INCLUSION").waitFor();
  await send(page);
  await confirming(page);
  const locales = (await server.asked(sent)).map((line) => new URLSearchParams(line.split(" ")[2]).get("locale"));
  assert.deepEqual(locales, ["gd", "en"]);
});

it("sends people to the login where a server gives no token before the confirmation", async (test) => {
  const { page } = await choose(set, test, set.server);
  // As Pleroma does.
  await page.route(`${set.server.url}/api/v1/accounts`, (route) => route.fulfill({
    headers: { "Access-Control-Allow-Origin": "*" }, json: { identifier: "missing_confirmed_email", message: "You have been registered." },
  }));
  await fill(page, good);
  await send(page);
  await page.getByRole("status").getByText("Your account was created.").waitFor();
  assert.equal(await page.getByLabel("Where is your account?").inputValue(), new URL(set.server.url).host);
  assert.equal(page.url(), `${set.www.url}/`);
});

it("goes back to the login by the link and by the browser's button", async (test) => {
  const { page } = await choose(set, test, set.server);
  await page.getByRole("link", { name: "Back to the login" }).click();
  await page.getByRole("heading", { name: "Log in with Mastodon" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Create an account" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Log in with Mastodon" }).waitFor();
});

it("has its form behind its own address, on a reload and in a file that somebody opens by itself", async (test) => {
  const { page } = await set.visit(test, "/#sign-up");
  const form = page.getByRole("heading", { name: "Create an account" });
  await form.waitFor();
  await page.reload();
  await form.waitFor();
  await page.goto(`${set.www.url}/sign-up.html`);
  await form.waitFor();
  assert.equal(page.url(), `${set.www.url}/#sign-up`);
});

it("says that the page could not start without the form’s file", async (test) => {
  const { page } = await set.visit(test, "/verify.html");
  for (const answer of ["abort", "fulfill"]) {
    await page.route("**/sign-up.html", (route) => route[answer](answer === "fulfill" ? { status: 404, body: "not found" } : undefined));
    await page.goto(`${set.www.url}/`);
    await page.getByRole("alert").getByText("This page could not start").waitFor();
    await page.getByRole("heading", { name: "Log in with Mastodon" }).waitFor();
  }
});
