// Sign-in by popup in any engine, with its popup blocker on.

import assert from "node:assert/strict";
import { decide, events, look, popup, seen, who } from "./person.mjs";

export const popups = {
  "the window closes by itself, and the page stays": async ({ open, server, www }) => {
    const page = await open("/?draft=3#part");
    const window = await popup(page, server);
    await decide(window);
    await window.closed();
    assert.deepEqual(await seen(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
    assert.deepEqual(await events(page), ["signed-in alice", "changed alice"]);
    assert.equal(await page.url(), `${www.url}/?draft=3#part`);
  },

  // WebKit lets no page open a window later than a second after the click, and Firefox than five.
  "the window opens in the click, however long the module takes": async ({ open, server }) => {
    const page = await open("/");
    await page.evaluate(() => {
      const { fetch } = window;
      window.fetch = async (...request) => {
        await new Promise((done) => setTimeout(done, 6_000));
        window.fetch = fetch;
        return fetch(...request);
      };
    });
    const window = await popup(page, server);
    await decide(window);
    await window.closed();
    assert.equal((await seen(page, "outcome")).status, "signed-in");
  },

  "one that the browser blocks becomes a redirect": async ({ open, server, www }) => {
    const page = await open("/?draft=3");
    await seen(page);
    // No click is as near as that.
    await page.evaluate((server) => void setTimeout(() => (window.outcome = auth.signIn(server, { display: "popup" })), 2_000), server.url);
    await page.at(server.url);
    assert.equal(await page.windows(), 1);
    await decide(page);
    await page.at(www.url);
    assert.deepEqual(await seen(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/?draft=3`, state: "" });
  },

  "a no closes the window": async ({ open, server }) => {
    const page = await open("/");
    const window = await popup(page, server);
    await decide(window, { allow: false });
    await window.closed();
    assert.deepEqual(await seen(page, "outcome"), { status: "denied", code: "access_denied" });
    assert.deepEqual(await who(page), [null]);
  },

  "a window that is closed ends it": async ({ open, server }) => {
    const page = await open("/");
    const window = await popup(page, server);
    await look(page);
    await window.close();
    assert.deepEqual(await seen(page, "outcome"), { status: "closed" });
  },

  "one that is called off is closed": async ({ open, server }) => {
    const page = await open("/");
    await page.evaluate(() => {
      window.controller = new AbortController();
      window.options = { signal: controller.signal };
    });
    const window = await popup(page, server);
    await page.evaluate(() => controller.abort());
    await window.closed();
    assert.deepEqual(await seen(page, "outcome"), { status: "rejected", code: "aborted" });
  },

  "the server's page cannot reach the page that opened it, which can still close it": async ({ open, server }) => {
    const page = await open("/?draft=3");
    await page.evaluate(() => {
      window.controller = new AbortController();
      window.options = { signal: controller.signal };
    });
    const window = await popup(page, server);
    const reached = await window.evaluate(() => {
      const { opener } = globalThis;
      try {
        for (const one of [opener, opener?.top, opener?.parent]) one?.location.replace("about:blank");
      } catch {
        return "refused";
      }
      return opener;
    });
    assert.equal(reached, null);
    assert.match(await page.url(), /draft=3$/);
    await page.evaluate(() => controller.abort());
    await window.closed();
    assert.equal(await page.evaluate(() => document.querySelectorAll("iframe").length), 0, "nothing of it stays");
  },
};
