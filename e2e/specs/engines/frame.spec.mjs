// The app in a frame of another site, in browsers that keep the storage of such a frame apart from that of a window, as people's do.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as chromium from "../../engines/chromium-window.mjs";
import { desktop } from "../../engines/desktop.mjs";
import * as firefox from "../../engines/firefox.mjs";
import { Page } from "../../engines/page.mjs";
import * as webkit from "../../engines/webkit.mjs";
import { practice } from "../../servers/login-servers.mjs";
import { plainWebServer } from "../../servers/plain-web-server.mjs";
import { root } from "../../servers/program.mjs";
import { staticSite } from "../../servers/static-site.mjs";
import { decide, events, go, look, popup, seen, who } from "./flows/person.mjs";

const limit = { timeout: 180_000 };
const unsupported = { status: "rejected", code: "frame_unsupported" };

let screen, servers, www, top;
before(async () => {
  [screen, servers, www] = await Promise.all([desktop(), practice(), staticSite({ folder: `${root}e2e/pages`, policy: "" })]);
  // The site of 127.0.0.1, with the app of localhost in it.
  top = await plainWebServer(({ searchParams }) => ({
    html: `<!doctype html><title>Another site</title><style>body { margin: 0 } iframe { border: 0; width: 100vw; height: 100vh }</style>
      <iframe src="${www.url}/?draft=3"${searchParams.has("sandbox") ? ` sandbox="${searchParams.get("sandbox")}"` : ""}></iframe>`,
  }));
}, limit);
after(() => Promise.all([www, top, servers, screen].map((one) => one?.close())));

for (const [engine, { launch }] of Object.entries({ Chromium: chromium, Firefox: firefox, WebKit: webkit })) {
  describe(engine, () => {
    let running;
    before(async () => (running = await launch({ display: screen.display })), limit);
    after(() => running?.close());

    async function start(test, options = {}, sandbox = undefined) {
      const server = await servers.serve(options);
      const profile = await running.profile();
      test.after(() => profile.close());
      const outer = new Page(profile, await profile.open());
      const address = `http://127.0.0.1:${top.port}/${sandbox === undefined ? "" : `?sandbox=${encodeURIComponent(sandbox)}`}`;
      await outer.goto(address);
      return { outer, page: await outer.frame(), server, address };
    }

    it(`${engine}: the answer in a popup reaches the frame, and the session stays there`, limit, async (test) => {
      const { outer, page, server, address } = await start(test);
      const window = await popup(page, server);
      await decide(window);
      await window.closed();
      assert.deepEqual(await seen(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
      assert.deepEqual(await events(page), ["signed-in alice", "changed alice"]);
      assert.equal(await page.url(), `${www.url}/?draft=3`);
      assert.equal(await page.evaluate(async () => (await auth.current.mastodon.accountVerifyCredentials()).username), "alice");
      await outer.goto(address);
      assert.deepEqual(await seen(await outer.frame()), { status: "restored", who: "alice" });
    });

    for (const Flavour of ["mastodon-4.5", "hollo"]) {
      it(`${engine}: a no at ${Flavour} reaches the frame`, limit, async (test) => {
        const { page, server } = await start(test, { Flavour });
        const window = await popup(page, server);
        await decide(window, { allow: false });
        await window.closed();
        assert.deepEqual(await seen(page, "outcome"), { status: "denied", code: "access_denied" });
        assert.deepEqual(await who(page), [null]);
      });
    }

    it(`${engine}: a popup that is closed ends it`, limit, async (test) => {
      const { page, server } = await start(test);
      const window = await popup(page, server);
      await look(page);
      await window.close();
      assert.deepEqual(await seen(page, "outcome"), { status: "closed" });
    });

    it(`${engine}: a server that cuts the popup off from the frame is told at once`, limit, async (test) => {
      const { page, server } = await start(test, { OpenerPolicy: "same-origin" });
      await popup(page, server);
      assert.deepEqual(await seen(page, "outcome"), unsupported);
    });

    for (const [what, sandbox, button] of [
      ["by redirect", undefined, "redirect"],
      ["by a popup, in a sandbox that allows none", "allow-scripts allow-same-origin", "popup"],
      ["by a popup, in a sandbox without an origin", "allow-scripts allow-popups allow-popups-to-escape-sandbox", "popup"],
    ]) {
      it(`${engine}: ${what}, it is refused before the frame leaves, and nothing is asked`, limit, async (test) => {
        const { page, server } = await start(test, {}, sandbox);
        await go(page, server, button);
        assert.deepEqual(await seen(page, "outcome"), unsupported);
        assert.equal(await page.url(), `${www.url}/?draft=3`);
        assert.deepEqual(await server.log(), []);
      });
    }
  });
}
