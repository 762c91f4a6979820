// The person's actions in these flows, at the page of e2e/pages and at the server.

/** Signs in at the server if it asks for that, and authorizes the app or denies it. */
export async function decide(page, { as = "alice", allow = true } = {}) {
  const asked = await page.until(() => document.readyState !== "loading" && (document.querySelector("input[type=password]") ? "who" : document.querySelector("form") && "whether"));
  if (asked === "who") {
    await page.fill('input[name="user[email]"]', `${as}@practice.example`);
    await page.fill('input[name="user[password]"]', `practice-${as}`);
    await page.click("form:has(input[type=password]) [type=submit]");
  }
  await page.click("[type=submit]", allow ? "Authorize" : "Deny");
}

/** The result of init, or of the last click. */
export async function seen(page, what = "initResult") {
  await page.until((what) => what in window, what);
  return page.evaluate(async (what) => {
    const { session, error, ...rest } = await Promise.resolve(window[what]).catch((error) => ({ status: "rejected", error }));
    return { ...rest, ...(session && { who: session.account.username }), ...(error && { code: error.code }) };
  }, what);
}

/** Types the server and presses the button. */
export async function go(page, server, button = "redirect") {
  await seen(page);
  await page.fill("#server", server.url);
  await page.click(`#${button}`);
}

/** Signs in by redirect, and resolves to the result of init. */
export async function signIn(page, { server, www }, choice) {
  await go(page, server);
  await page.at(server.url);
  await decide(page, choice);
  await page.at(www.url);
  return seen(page);
}

/** Clicks the button that opens the popup, and resolves to the popup once it shows the server's page. */
export async function popup(page, server, button = "popup") {
  const window = await page.popup(() => go(page, server, button));
  await window.at(server.url);
  return window;
}

/** Looks at a window for longer than the page that opened it needs to find out whether it sees when that window closes. */
export const look = (page) => page.evaluate(() => new Promise((later) => setTimeout(later, 1_500)));

/** The current account, and all signed-in accounts. */
export const who = (page) => page.evaluate(() => [auth.current?.account.username ?? null, ...auth.sessions().map(({ account }) => account.username)]);

/** The events in the page since the last call; waits until there are this many. */
export async function events(page, count = 0) {
  await page.until((count) => eventLog.length >= count, count);
  return page.evaluate(() => eventLog.splice(0));
}

export const exchanges = async (server) => (await server.asked(/^POST \/oauth\/token .*grant_type=authorization_code/)).length;
