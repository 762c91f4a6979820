// The sign-in by popup in real windows, of which one has the focus: Chromium as people start it, Firefox and WebKit, on a screen with a
// window manager.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as chromium from "../../engines/chromium-window.mjs";
import { desktop } from "../../engines/desktop.mjs";
import * as firefox from "../../engines/firefox.mjs";
import { Page } from "../../engines/page.mjs";
import * as webkit from "../../engines/webkit.mjs";
import { headerProxy } from "../../servers/header-proxy.mjs";
import { practice } from "../../servers/login-servers.mjs";
import { root } from "../../servers/program.mjs";
import { staticSite } from "../../servers/static-site.mjs";
import { decide, exchanges, go, look, popup, seen, who } from "./flows/person.mjs";

const appTitle = "A page with a sign-in";
const serverTitle = "Log in|Sign in|Authori";
const limit = { timeout: 180_000 };

/** Who cuts the windows apart: a page or a server with these policies. */
const severing = {
  "a page with same-origin": { site: "same-origin" },
  "a page with same-origin-allow-popups": { site: "same-origin-allow-popups" },
  "a server with same-origin": { OpenerPolicy: "same-origin" },
  "a slow server with same-origin": { OpenerPolicy: "same-origin", AnswerMs: 1_200 },
};

let screen, servers, www;
const sites = {};
before(async () => {
  [screen, servers, www] = await Promise.all([desktop(), practice(), staticSite({ folder: `${root}e2e/pages` })]);
  for (const policy of ["same-origin", "same-origin-allow-popups"]) sites[policy] = await headerProxy(www.url, { "cross-origin-opener-policy": policy });
}, limit);
after(() => Promise.all([www, servers, screen, ...Object.values(sites)].map((one) => one?.close())));

for (const [engine, { launch }] of Object.entries({ Chromium: chromium, Firefox: firefox, WebKit: webkit })) {
  describe(engine, () => {
    let running;
    before(async () => (running = await launch({ display: screen.display })), limit);
    after(() => running?.close());

    async function start(test, { site, ...options } = {}) {
      const server = await servers.serve(options);
      const profile = await running.profile();
      test.after(() => profile.close());
      const page = new Page(profile, await profile.open());
      await page.goto(`${(sites[site] ?? www).url}/`);
      await screen.raise(appTitle);
      await page.evaluate(() => {
        const { open } = window;
        window.open = (...place) => (window.opened = open(...place));
      });
      return { page, server };
    }
    /** The outcome of signIn so far. */
    const outcome = (page) => page.evaluate(async () => {
      const { status, code } = await Promise.race([window.outcome, { status: "pending" }]).catch((error) => error);
      return status ?? code;
    });
    /** Looks at the first window for longer than it takes to find out that a popup was closed. */
    async function lookUp(page) {
      await page.focused(screen, appTitle);
      await page.evaluate(() => new Promise((later) => {
        const begun = performance.now();
        const timer = setInterval(() => performance.now() - begun > 3_000 && later(clearInterval(timer)), 50);
      }));
    }

    for (const [severs, options] of Object.entries(severing)) {
      it(`${engine}: a window that ${severs} cuts off is not closed while the person looks something up in the first`, limit, async (test) => {
        const { page, server } = await start(test, options);
        const window = await popup(page, server);
        await lookUp(page);
        assert.equal(await outcome(page), "pending");
        await screen.raise(serverTitle);
        await decide(window);
        await window.closed();
        assert.deepEqual(await seen(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
        assert.deepEqual(await who(page), ["alice", "alice"]);
      });
    }

    it(`${engine}: a window that was cut off ends its part after the sign-in was called off`, limit, async (test) => {
      const { page, server } = await start(test, { OpenerPolicy: "same-origin" });
      await page.evaluate(() => {
        window.controller = new AbortController();
        window.options = { signal: controller.signal };
      });
      const window = await popup(page, server);
      await page.until(() => opened.closed);
      await page.evaluate(() => controller.abort());
      assert.equal(await outcome(page), "aborted");
      await decide(window);
      await window.closed();
      assert.deepEqual(await who(page), [null]);
      assert.equal(await exchanges(server), 0);
    });

    for (const [when, options, wait] of [
      ["at the server", {}, async (page, window, server) => {
        await window.at(server.url);
        await screen.raise(serverTitle);
        await look(page);
      }],
      ["while the server's page is on its way", { AnswerMs: 4_000 }, (page) => page.until(() => opened.location.href === "about:blank")],
    ]) {
      it(`${engine}: a window that the person closes ${when} is closed at once`, limit, async (test) => {
        const { page, server } = await start(test, options);
        const window = await page.popup(() => go(page, server, "popup"));
        await wait(page, window, server);
        await window.close();
        assert.deepEqual(await seen(page, "outcome"), { status: "closed" });
      });
    }
  });
}
