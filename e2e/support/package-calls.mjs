// Calls the package as a page does. Playwright passes options and results between the test and the page as data. So the test creates
// functions and signals in the page.

import assert from "node:assert/strict";

/**
 * Calls a function of the package in the page: createApp, or a function of a client with these options.
 *
 * @returns {Promise<{value?: any, error?: Record<string, any>}>}
 */
export function call(page, name, options, client) {
  return page.evaluate(async ({ name, options, client }) => {
    const lib = await import("/lib/index.js");
    const late = new Promise((_, reject) => setTimeout(reject, 90_000, new Error("the promise was never settled")));
    try {
      const promise = client ? new lib.Mastodon(client)[name](options) : lib.Mastodon[name](options);
      return { value: await Promise.race([promise, late]) };
    } catch (error) {
      const typed = lib.isMastodonError(error) && error instanceof lib[error.name] && error instanceof lib.MastodonError;
      return { error: { ...error, message: error.message, text: `${error} ${error.hint ?? ""}`, stack: error.stack, typed } };
    }
  }, { name, options, client });
}

/** The same for a call that must succeed. Returns the value. */
export async function succeed(...args) {
  const { value, error } = await call(...args);
  assert.equal(error, undefined, `${args[1]} failed: ${error?.code} ${error?.text}`);
  return value;
}

/** The same for a call that must fail with this code. Returns the error. */
export async function refused(code, ...args) {
  const { error } = await call(...args);
  assert.ok(error, `${args[1]} should have failed with ${code}`);
  assert.equal(error.code, code, error.text);
  assert.ok(error.typed, "it is an error of the class that its name says");
  assert.ok(error.message.length > 10 && error.op, "it says what happened, and where");
  return error;
}

/** The page's storage, as strings by key. */
export const storedRecords = (page) => page.evaluate(() => ({ ...localStorage }));

/** Registers an app whose redirect URI is the blank page, and stores it under the key “app”. */
export function register(page, server, more = {}) {
  const redirectUris = page.url().replace(/[?#].*/, "");
  return succeed(page, "createApp", { clientName: "A test", apiBaseUrl: server.url, scopes: ["read", "write"], redirectUris, toKey: "app", ...more });
}
