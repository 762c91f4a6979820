// A page that is left while it loads or asks something: these engines cancel that at once, and the page runs on until the next one comes.

import assert from "node:assert/strict";
import { decide, go, seen } from "./person.mjs";

/** Our own files, while they load. */
const files = {
  "the module, halfway": [/mastoauth\.wasm/, { half: true }],
  "the module": [/mastoauth\.wasm/],
  "lazy.js": [/lazy\.js/],
  "wasm_exec.js": [/wasm_exec\.js/],
};

const ways = {
  "a link": () => document.body.appendChild(Object.assign(document.createElement("a"), { href: "/blank?next" })).click(),
  "a reload": () => {
    window.left = true;
    location.reload();
  },
  "a script": () => location.assign("/blank?next"),
};

/**
 * Resolves when lazy.js and wasm_exec.js are there, unless the page waits for that one. If lazy.js came after the page is left, the package would
 * ask anew for what was cancelled, and the sign-in would go on.
 */
async function waitsFor(page, pattern) {
  const others = ["/lib/lazy.js", "/lib/wasm_exec.js"].filter((file) => !pattern.test(file));
  await page.until(async (others) => {
    await Promise.all(others.map((file) => import(file)));
    return true;
  }, others);
}

/** Leaves the page. The next page does not come before what this one was loading is cancelled. */
async function leave(page, www, way, held) {
  const next = www.hold(/^\/(blank\?next|\?.*)?$/);
  await page.evaluate(ways[way]);
  await held.gone;
  return await next;
}

/** What works in the page, at a server that is this site. */
const works = {
  "a search": (server) => auth.signIn(server),
  "a call": async (server) => new (await import("/lib/index.js")).Mastodon({ apiBaseUrl: server }).instance(),
};

export const unload = {
  "nothing is told but that it was aborted, whatever was loading and however the page is left": async ({ open, server, www }) => {
    const cases = Object.entries(files).map(([what, held]) => [what, held, works["a search"], server.url]);
    for (const [what, work] of Object.entries(works)) cases.push([what, [/^\/api\//], work, www.url]);
    const observer = await open("/blank");
    const nexts = [];
    for (const [what, [pattern, half], work, address] of cases) {
      const page = await open("/");
      await seen(page);
      const asked = www.hold(pattern, half);
      await page.evaluate(`(what, address) => {
        const tell = (outcome) => localStorage.setItem("told " + what, outcome);
        (${work})(address).then(() => tell("done"), (error) => tell(error.code));
      }`, what, address);
      const held = await asked;
      await waitsFor(page, pattern);
      nexts.push(await leave(page, www, Object.keys(ways)[nexts.length % 3], held));
    }
    // The next pages do not come, so these pages go on. What was cancelled is told as that.
    for (const [what] of cases) assert.equal(await observer.until((what) => localStorage.getItem(`told ${what}`), what), "aborted", what);
    for (const next of nexts) next.release();
  },

  // WebKit's driver does nothing in any tab while the page of the answer waits for these files.
  "an answer is not lost: the next load completes the login": async ({ engine, open, server, www }) => {
    if (engine === "WebKit") return;
    for (const [what, [pattern, half]] of Object.entries(files)) {
      const page = await open("/");
      await go(page, server);
      await page.at(server.url);
      const asked = www.hold(pattern, half);
      await decide(page);
      const held = await asked;
      await waitsFor(page, pattern);
      const next = await leave(page, www, "a reload", held);
      next.release();
      await page.until(() => !("left" in window) && "initResult" in window);
      const { status, who } = await seen(page);
      assert.deepEqual([what, status, who], [what, "signed-in", "alice"]);
      // For a person who is signed in, init does not wait for the login: it may end as restored.
      await page.evaluate(() => auth.current.signOut());
    }
  },

  "the tag shows and fires nothing when the person is back": async ({ open, server, house }) => {
    const asked = house.hold(/mastoauth\.wasm/, { half: true }); // the tag asks for it while the person types
    const page = await open("/tag.html", house);
    await page.evaluate(() => {
      document.querySelector("mastodon-login").addEventListener("error", ({ detail }) => localStorage.setItem("told", detail.error.code));
    });
    await page.fill("input[role=combobox]", new URL(server.url).host);
    await page.click("button", "Sign in");
    const held = await asked;
    await waitsFor(page, /mastoauth\.wasm/);
    const next = await leave(page, house, "a link", held);
    next.release();
    await page.at(`${house.url}/blank?next`);
    await page.back();
    await page.reads("button", "Sign in");
    assert.equal(await page.evaluate(() => document.querySelector("mastodon-login").shadowRoot.querySelector("[role=alert]").textContent), "");
    assert.equal(await page.evaluate(() => localStorage.getItem("told")), null);
  },
};
