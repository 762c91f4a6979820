// Helpers for tests of the tag.

import assert from "node:assert/strict";
import { decide } from "./person.mjs";
import { fixture } from "./fixture.mjs";

export const set = fixture();

/** Opens the page of the tag with a fresh profile. */
export async function visit(test, options) {
  const someone = await set.visit(test, "/tag.html", options);
  return { ...someone, ...parts(someone.page), host: new URL(set.server.url).host };
}

export function parts(page) {
  const tag = page.locator("mastodon-login");
  return {
    tag,
    field: tag.getByRole("combobox", { name: "Your Mastodon or Fediverse server" }),
    button: tag.getByRole("button", { name: "Sign in", exact: true }),
    account: (name) => tag.getByRole("button", { name }),
    item: (name) => tag.getByRole("menuitem", { name }),
  };
}

export const alice = /^Alice Example @alice ?@/;

export const token = (page, nth = 0) => page.evaluate((at) => {
  const id = JSON.parse(localStorage.getItem("mastoauth:sessions")).list.split(" ")[at];
  return JSON.parse(localStorage.getItem(`mastoauth:session:${id}`)).access_token;
}, nth);

/** Signs in with the field, by redirect. */
export async function signIn({ page, field, button, host, origin = set.server.url }, who = {}) {
  await field.fill(host);
  await button.click();
  await page.waitForURL((url) => url.origin === origin);
  await decide(page, who);
  await page.waitForURL((url) => url.origin === set.www.url);
}

/** The top of the content below the tag, in pixels from the top of the window. */
export const top = (page) => page.locator("#told").evaluate((below) => below.getBoundingClientRect().top);

/** Checks that the console has only the expected messages. */
export const quiet = (said, expected = /^$/) => assert.deepEqual(said.filter((line) => !expected.test(line)), []);
