// Helpers for tests of createAuth: the actions of a person on its page, and their results.

import assert from "node:assert/strict";
import { after } from "node:test";
import { decide } from "./person.mjs";
import { root } from "../servers/program.mjs";
import { fixture } from "./fixture.mjs";
import { staticSite } from "../servers/static-site.mjs";

/**
 * Sets the scene for the tests of a file: a practice server, a browser, and a site with the page of this folder.
 *
 * @param {object} [options]
 * @param {object} [options.server] practice.Options in Go
 * @param {string | null} [options.policy] the site's Content-Security-Policy
 */
export async function authPage({ server: options, policy } = {}) {
  const set = fixture({ server: options });
  const www = await staticSite({ folder: `${root}e2e/pages`, ...(policy !== undefined && { policy: policy ?? "" }) });
  after(() => www.close());

  /** A page of this site, with a fresh profile. Nothing may be thrown there that nobody catches, in whichever tab. */
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

  /** Signs in by redirect, as somebody whom the server does not know in this browser. */
  async function signIn(page, { as = "alice", allow = true, server = set.server } = {}) {
    await page.context().clearCookies();
    await go(page, "redirect", server);
    await atServer(page);
    await decide(page, { as, allow });
    await atHome(page);
    return resultOf(page);
  }

  /** Goes through the popup to where the person decides, and returns it. */
  async function popup(page, button = "popup", server = set.server) {
    const opened = page.waitForEvent("popup");
    await go(page, button, server);
    const window = await opened;
    await atServer(window);
    return window;
  }

  /** Another tab of the same browser. */
  async function tab(page, path = "/") {
    const other = await page.context().newPage();
    await other.goto(www.url + path);
    await resultOf(other);
    return other;
  }

  /** The address that the server sends the person back to, which the page does not get to see. */
  async function answer(page, server = set.server) {
    let address;
    // A redirect itself cannot be held back, so its answer is.
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
 * Begins a sign-in without a click, and holds the person back at the door; returns the address that they would go to. With
 * options, it is that of another createAuth in the page.
 */
export async function authorizeAddress(page, server, { auth: options, ...departure } = {}) {
  const door = (url) => url.origin === server.url && url.pathname === "/oauth/authorize";
  // An answer without a page leaves them where they are.
  await page.route(door, (route) => route.fulfill({ status: 204 }));
  const knocked = page.waitForEvent("requestfailed", { predicate: (request) => door(new URL(request.url())), timeout: 60_000 });
  const stayed = page.evaluate(async ({ url, options, departure }) => {
    const { createAuth } = await import("/lib/index.js");
    const one = options ? createAuth({ clientName: "A journey", scopes: ["read"], ...options }) : auth;
    return one.signIn(url, departure).catch((error) => error.code);
  }, { url: server.url, options, departure }).then((code) => Promise.reject(new Error(`it ended with ${code}`)));
  for (const promise of [knocked, stayed]) promise.catch(() => undefined); // the one that is late is of no interest
  try {
    return (await Promise.race([knocked, stayed])).url();
  } finally {
    await page.unroute(door);
  }
}

/** What init, or the click before, came to. */
export async function resultOf(page, what = "initResult") {
  await page.waitForFunction((what) => what in window, what);
  return page.evaluate(async (what) => {
    const { session, error, ...rest } = await Promise.resolve(window[what]).catch((error) => ({ status: "rejected", error }));
    return { ...rest, ...(session && { who: session.account.username }), ...(error && { code: error.code }) };
  }, what);
}

/** What the listeners of this tab were told since it was last asked. */
export const events = (page) => page.evaluate(() => eventLog.splice(0));

/** Who is in use, and all who are signed in. */
export const who = (page) => page.evaluate(() => [auth.current?.account.username ?? null, ...auth.sessions().map(({ account }) => account.username)]);

/** How many codes were exchanged. */
export const exchanges = async (server) => (await server.asked(/^POST \/oauth\/token .*grant_type=authorization_code/)).length;

/** How often the app was registered. */
export const registrations = async (server) => (await server.asked(/^POST \/api\/v1\/apps /)).length;
