// Helpers for tests of createAuth: the actions of a person on its page, and their results.

import assert from "node:assert/strict";
import { after } from "node:test";
import { decide } from "./person.mjs";
import { root } from "../servers/program.mjs";
import { fixture } from "./fixture.mjs";
import { staticSite } from "../servers/static-site.mjs";

/**
 * Sets up the tests of a file: a practice server, a browser, and a site with the page of e2e/pages.
 *
 * @param {object} [options]
 * @param {object} [options.server] practice.Options in Go
 * @param {string | null} [options.policy] the site's Content-Security-Policy
 */
export async function authPage({ server: options, policy } = {}) {
  const set = fixture({ server: options });
  const www = await staticSite({ folder: `${root}e2e/pages`, ...(policy !== undefined && { policy: policy ?? "" }) });
  after(() => www.close());

  /** Opens a page of this site, with a fresh profile. An uncaught exception in any of its tabs fails the test. */
  async function visit(test, path) {
    const someone = await set.visit(test);
    const thrown = [];
    someone.context.on("weberror", (error) => thrown.push(String(error.error())));
    test.after(() => assert.deepEqual(thrown, []));
    await someone.page.goto(www.url + path);
    return someone;
  }

  const atServer = (page) => page.waitForURL((url) => url.protocol === "http:" && url.origin !== www.url);
  const atHome = (page) => page.waitForURL((url) => url.origin === www.url);

  async function go(page, button = "redirect", server = set.server) {
    await resultOf(page);
    await page.locator("#server").fill(server.url ?? server);
    await page.locator(`#${button}`).click();
  }

  /** Signs in by redirect, as a person who is not logged in at the server in this browser. */
  async function signIn(page, { as = "alice", allow = true, server = set.server } = {}) {
    await page.context().clearCookies();
    await go(page, "redirect", server);
    await atServer(page);
    await decide(page, { as, allow });
    await atHome(page);
    return resultOf(page);
  }

  /** Opens the popup, goes on to the server's consent page, and returns the popup. */
  async function popup(page, button = "popup", server = set.server) {
    const opened = page.waitForEvent("popup");
    await go(page, button, server);
    const window = await opened;
    await atServer(window);
    return window;
  }

  /** Opens another tab of the same browser. */
  async function tab(page, path = "/") {
    const other = await page.context().newPage();
    await other.goto(www.url + path);
    await resultOf(other);
    return other;
  }

  /** Returns the callback URL that the server redirects to. The page does not receive it. */
  async function answer(page, server = set.server) {
    let address;
    // Playwright cannot block a redirect itself, so the response is replaced.
    await page.route(`${server.url}/oauth/authorize`, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      address = response.headers().location;
      await route.fulfill({ body: "held back" });
    });
    await go(page, "redirect", server);
    await atServer(page);
    await decide(page);
    await page.getByText("held back").waitFor();
    await page.unroute(`${server.url}/oauth/authorize`);
    return address;
  }

  return { set, www, visit, atServer, atHome, go, signIn, popup, tab, answer };
}

/**
 * Begins a sign-in without a click, and blocks the redirect to the server. Returns the authorization URL. With options, the sign-in
 * is that of another createAuth in the page.
 */
export async function authorizeAddress(page, server, { auth: options, ...departure } = {}) {
  const door = (url) => url.origin === server.url && url.pathname === "/oauth/authorize";
  // With status 204, the browser stays on the page.
  await page.route(door, (route) => route.fulfill({ status: 204 }));
  const knocked = page.waitForEvent("requestfailed", { predicate: (request) => door(new URL(request.url())), timeout: 60_000 });
  const stayed = page.evaluate(async ({ url, options, departure }) => {
    const { createAuth } = await import("/lib/index.js");
    const one = options ? createAuth({ clientName: "A journey", scopes: ["read"], ...options }) : auth;
    return one.signIn(url, departure).catch((error) => error.code);
  }, { url: server.url, options, departure }).then((code) => Promise.reject(new Error(`it ended with ${code}`)));
  for (const promise of [knocked, stayed]) promise.catch(() => undefined); // the loser of the race is ignored
  try {
    return (await Promise.race([knocked, stayed])).url();
  } finally {
    await page.unroute(door);
  }
}

/** The result of init, or of the last click. */
export async function resultOf(page, what = "initResult") {
  await page.waitForFunction((what) => what in window, what);
  return page.evaluate(async (what) => {
    const { session, error, ...rest } = await Promise.resolve(window[what]).catch((error) => ({ status: "rejected", error }));
    return { ...rest, ...(session && { who: session.account.username }), ...(error && { code: error.code }) };
  }, what);
}

/** The events in this tab since the last call. */
export const events = (page) => page.evaluate(() => eventLog.splice(0));

/** The current account, and all signed-in accounts. */
export const who = (page) => page.evaluate(() => [auth.current?.account.username ?? null, ...auth.sessions().map(({ account }) => account.username)]);

/** How many codes were exchanged. */
export const exchanges = async (server) => (await server.asked(/^POST \/oauth\/token .*grant_type=authorization_code/)).length;

/** How often the app was registered. */
export const registrations = async (server) => (await server.asked(/^POST \/api\/v1\/apps /)).length;
