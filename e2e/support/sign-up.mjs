// A person who signs up: at the page, where they fill in the form, and at the server, whose e-mail they open.

import assert from "node:assert/strict";

export const good = { username: "newcomer", email: "newcomer@mail.example", password: "correct horse battery" };

/**
 * Opens the page and the sign-up form of that server.
 *
 * @param {ReturnType<typeof import("./fixture.mjs").fixture>} set
 * @param {import("node:test").TestContext} test
 */
export async function choose(set, test, server, options) {
  const visit = await set.visit(test, "/", options);
  const { page } = visit;
  await page.locator("#log-in:enabled").waitFor(); // the page's script has loaded
  await page.getByRole("link", { name: "Create one" }).click();
  await page.getByLabel("Which server do you want to join?").fill(server.url);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Practice Mastodon" }).waitFor();
  return visit;
}

export async function fill(page, { username, email, password }) {
  await page.getByLabel("Username").fill(username);
  await page.locator("#new-email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("checkbox", { name: /^I have read the server’s rules/ }).check();
}

export const send = (page) => page.getByRole("button", { name: "Create account" }).click();
export const confirming = (page) => page.getByRole("heading", { name: "Confirm your e-mail" }).waitFor();
export const atHome = (page) => page.getByRole("button", { name: "Log out" }).waitFor();

/** What stands under a field, for those who see it and those who hear it. */
export async function finding(page, id) {
  const field = page.locator(`#${id}`);
  assert.equal(await field.getAttribute("aria-invalid"), "true", id);
  assert.ok((await field.getAttribute("aria-describedby")).split(" ").includes(`${id}-problem`), id);
  return (await page.locator(`#${id}-problem`).innerText()).split("\n").filter(Boolean);
}

/** The link in the e-mail to this address. The practice server shows its e-mails on its front page. */
export async function linkIn(server, email) {
  const letter = (await (await fetch(server.url)).text()).split("<li").find((item) => item.includes(`To ${email}:`));
  return /href="([^"]*confirmation_token[^"]*)"/.exec(letter)[1].replaceAll("&amp;", "&");
}

/** Reads the e-mail, which the practice server shows on its front page, and opens its link. */
export async function openLetter(page, server, email) {
  await page.goto(server.url);
  await page.getByRole("listitem").filter({ hasText: `To ${email}:` }).getByRole("link").click();
}
