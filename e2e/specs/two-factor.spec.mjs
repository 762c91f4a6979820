// Servers that demand two-factor sign-in: the person sets it up on the way, and comes back signed in after all.

import assert from "node:assert/strict";
import { it } from "node:test";
import { authPage, resultOf } from "../support/auth-page.mjs";

const { visit, set, atServer, atHome, go, www } = await authPage();

/** Types into the field that the server's page asks for, and sends its form. */
async function answer(page, field, value) {
  await page.locator(`input[name="${field}"]`).fill(value);
  await page.locator(`form:has(input[name="${field}"]) [type=submit]`).click();
}

async function enter(page, server) {
  await go(page, "redirect", server);
  await atServer(page);
  await page.locator('input[name="user[email]"]').fill("alice@practice.example");
  await answer(page, "user[password]", "practice-alice");
}

const phone = (page) => page.locator("#phone").innerText();
const authorize = (page) => page.locator('form:has([name=client_id]):not(:has([name=_method])) [type=submit]').click();

for (const language of ["en", "de"]) {
  it(`is set up on the way, and asked for at the next sign-in, in ${language}`, async (test) => {
    const server = await set.servers.serve({ TwoFactorRequired: true });
    await server.speak("alice", language);
    const { page, context } = await visit(test, "/?draft=3");
    await enter(page, server);
    await answer(page, "form_challenge[current_password]", "practice-alice");
    await answer(page, "form_two_factor_confirmation[otp_attempt]", await phone(page));
    await page.locator("#continue").click();
    await authorize(page);
    await atHome(page);
    const { status, who } = await resultOf(page);
    assert.deepEqual([status, who, page.url()], ["signed-in", "alice", `${www.url}/?draft=3`]);

    await context.clearCookies();
    await enter(page, server);
    await answer(page, "user[otp_attempt]", "000-000");
    await page.getByRole("alert").waitFor();
    await answer(page, "user[otp_attempt]", await phone(page));
    await authorize(page);
    await atHome(page);
    assert.equal((await resultOf(page)).status, "signed-in");
  });
}

it("a token from before is barred until it is set up", async (test) => {
  const server = await set.servers.serve();
  const { page } = await visit(test, "/");
  await enter(page, server);
  await authorize(page);
  await atHome(page);
  await resultOf(page);
  const status = () => page.evaluate(async () => (await auth.current.fetch("/api/v1/accounts/verify_credentials")).status);
  assert.equal(await status(), 200);
  await server.stand("alice", "no-two-factor");
  assert.equal(await status(), 403);
  await go(page, "redirect", server);
  await atServer(page); // where she is signed in
  await answer(page, "form_challenge[current_password]", "practice-alice");
  await answer(page, "form_two_factor_confirmation[otp_attempt]", await phone(page));
  await page.locator("#continue").click();
  await authorize(page);
  await atHome(page);
  assert.equal((await resultOf(page)).status, "signed-in");
  assert.equal(await status(), 200);
});
