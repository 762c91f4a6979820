// The person: at the page, where they start the login, and at the server, where they sign in and decide.

/** Types the server into the page's form and submits it. */
export async function ask(page, server) {
  await page.locator("#log-in:enabled").waitFor(); // the page's script has loaded
  await page.getByLabel("Where is your account?").fill(server);
  await page.getByRole("button", { name: "Log in" }).click();
}

/**
 * Signs in at the server if it asks for that, and authorizes the app or denies it.
 *
 * @param {import("playwright-core").Page} page on its way to the server
 * @param {object} [choice]
 * @param {string} [choice.as] the name of the account
 * @param {boolean} [choice.allow]
 */
export async function decide(page, { as = "alice", allow = true } = {}) {
  const email = page.locator('input[name="user[email]"]');
  const yes = page.getByRole("button", { name: /^(authori[sz]e|autorisieren)/i });
  await email.or(yes).first().waitFor();
  if (await email.isVisible()) {
    await email.fill(`${as}@practice.example`);
    await page.locator('input[name="user[password]"]').fill(`practice-${as}`);
    const { origin } = new URL(page.url());
    await page.locator("form:has(input[type=password]) [type=submit]").click();
    // On snac, whoever signs in has agreed.
    const left = [page.waitForURL((url) => url.origin !== origin), page.waitForEvent("close")].map((gone) => gone.then(() => true, () => false));
    if (await Promise.race([yes.waitFor().then(() => false, () => true), ...left])) return;
  }
  await (allow ? yes : page.getByRole("button", { name: /^(deny|ablehnen)/i }).or(page.getByRole("link", { name: /^deny/i }))).click();
}

/** Logs in with the page, until it shows the account. */
export async function logIn(page, server) {
  await ask(page, server);
  await decide(page);
  await page.getByRole("button", { name: "Log out" }).waitFor();
}
