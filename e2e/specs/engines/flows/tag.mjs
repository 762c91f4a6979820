// The tag on its page, in any engine.

import assert from "node:assert/strict";
import { decide } from "./person.mjs";

const field = "input[role=combobox]";

export const tag = {
  "it signs in by redirect, stays over a reload, and signs out": async ({ open, server, house }) => {
    const page = await open("/tag.html", house);
    const host = new URL(server.url).host;
    await page.fill(field, host);
    await page.click("button", "Sign in");
    await page.at(server.url);
    await decide(page);
    await page.at(`${house.url}/tag.html`);
    await page.reads("#told", `This page knows now that you are @alice@${host}`);
    house.asked.length = 0;
    await page.goto(`${house.url}/tag.html?again`);
    await page.click(".account .name", "Alice Example");
    assert.deepEqual(house.asked.filter((path) => /wasm|lazy\.js/.test(path)), []);
    await page.click("[role=menuitem]", "Sign out");
    await page.reads("#told", "Nobody is signed in to this page.");
    await page.reads(field, host); // which is remembered
  },

  "it signs in in a window": async ({ open, server, house }) => {
    const page = await open("/tag.html", house);
    await page.evaluate(() => document.querySelector("mastodon-login").setAttribute("display", "popup"));
    await page.fill(field, new URL(server.url).host);
    const window = await page.popup(() => page.click("button", "Sign in"));
    await window.at(server.url);
    await decide(window);
    await window.closed();
    await page.reads(".account .name", "Alice Example");
  },

  "it names what is no server, at the field": async ({ open, house }) => {
    const page = await open("/tag.html", house);
    await page.fill(field, "not a server");
    await page.click("button", "Sign in");
    const said = await page.until(() => document.querySelector("mastodon-login").shadowRoot.querySelector("[role=alert]").textContent.trim());
    assert.match(said, /server/i);
    assert.equal(await page.evaluate((field) => document.querySelector("mastodon-login").shadowRoot.querySelector(field).ariaInvalid, field), "true");
  },
};
