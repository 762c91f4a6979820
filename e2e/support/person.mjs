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
 * @returns {Promise<boolean>} whether the server's pages let them decide so
 */
export async function decide(page, { as = "alice", allow = true } = {}) {
  const email = page.locator('input[name="user[email]"]');
  const yes = page.getByRole("button", { name: /^(authori[sz]e|autorisieren)/i });
  await email.or(yes).first().waitFor();
  if (await email.isVisible()) {
    const form = page.locator("form:has(input[type=password])");
    const agrees = /\/oauth\//.test(await form.getAttribute("action")); // to sign in is to agree there
    if (agrees && !allow) return false;
    await email.fill(`${as}@practice.example`);
    await page.locator('input[name="user[password]"]').fill(`practice-${as}`);
    await form.locator("[type=submit]").click();
    if (agrees) return true;
  }
  await yes.or(page.getByRole("heading", { name: "An error has occurred" })).first().waitFor();
  const [no] = await page.locator("button, a").filter({ hasText: /^(deny|ablehnen)/i }).all();
  const choice = allow ? yes : no;
  if (!choice || !(await choice.isVisible())) return false;
  await choice.click();
  return true;
}

/** Logs in with the page, until it shows the account. */
export async function logIn(page, server) {
  await ask(page, server);
  await decide(page);
  await page.getByRole("button", { name: "Log out" }).waitFor();
}
