// Names that deceive, as an earlier version may have stored them: the real server is always in sight, in the tag and on the page.

import assert from "node:assert/strict";
import { it } from "node:test";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const padding = { "no-break spaces": "\u00a0", "Hangul fillers": "\u3164", "blank Braille": "\u2800", "zero-width spaces": "\u200b", "em spaces": "\u2003", "letters": "a", "overrides": "\u202e", "line breaks": "\n" };
const domain = "social.evil.example";

async function seed(page, username) {
  await page.evaluate(([username, domain, server]) => {
    const id = `${server}#1`;
    const records = {
      "mastoauth:sessions": { list: id, current: id },
      [`mastoauth:session:${id}`]: { api_base_url: server, access_token: "t", scope: "read", client_id: "1", client_secret: "2" },
      [`mastoauth:account:${id}`]: { id: "1", username, handle: `${username}@${domain}`, display_name: username, avatar: "", url: "" },
    };
    for (const [key, record] of Object.entries(records)) localStorage.setItem(key, JSON.stringify(record));
  }, [username, domain, set.server.url]);
  await page.reload();
}

/** Whether the whole text can be seen: it is in the window, in all boxes around it that cut, and nothing lies upon it. */
const inSight = (locator) => locator.evaluate((shown) => {
  const { left, right, top, bottom, width, height } = shown.getBoundingClientRect();
  if (!width || !height || left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight) return "out of the window";
  for (let box = shown; box; box = box.parentElement ?? box.getRootNode().host) {
    const around = box.getBoundingClientRect();
    if (getComputedStyle(box).overflow !== "visible" && (right > around.right + 1 || left < around.left - 1 || bottom > around.bottom + 1)) return `cut by ${box.className}`;
  }
  return shown.textContent;
});

for (const [what, one] of Object.entries(padding)) {
  for (const [path, place] of [["/tag.html", "mastodon-login button[part=account] .domain"], ["/", "#handle .domain"]]) {
    it(`the server is in sight behind a name with ${what}: ${path}`, async (test) => {
      const { page } = await set.visit(test, path);
      await page.setViewportSize({ width: 400, height: 800 });
      await seed(page, `alice＠mastodon.social${one.repeat(280)}`);
      const shown = page.locator(place);
      await shown.waitFor();
      assert.equal(await inSight(shown), `@${domain}`);
      await seed(page, `alice${one.repeat(20)}`);
      await shown.waitFor();
      assert.equal(await inSight(shown), `@${domain}`);
    });
  }
}
