// Why there is no answer, as far as each engine lets a page find out.

import assert from "node:assert/strict";
import { plainWebServer } from "../../../servers/plain-web-server.mjs";

/** The reason why this page cannot register an app with a server. */
const reason = (page, server) => page.evaluate(async (server) => {
  const { Mastodon } = await import("/lib/index.js");
  return Mastodon.createApp({ clientName: "A test", apiBaseUrl: server }).catch(({ code, reason }) => `${code}: ${reason}`);
}, server);

export const network = {
  "the page's policy is named, in a worker too": async ({ engine, open, server, confined }) => {
    const page = await open("/blank", confined);
    assert.equal(await reason(page, server.url), "network: csp");
    const found = await page.evaluate(async (server) => {
      const worker = new Worker("/worker.js", { type: "module" });
      worker.postMessage({ server });
      return new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
      });
    }, server.url);
    // WebKit tells its workers of no breach.
    assert.deepEqual(found, engine === "WebKit" ? ["server_not_found", "down_or_blocked"] : ["network", "csp"]);
  },

  "a server that nobody may read, and one that is down": async ({ open, www }) => {
    const silent = await plainWebServer(() => ({ cors: false }));
    const page = await open("/blank", www);
    try {
      assert.equal(await reason(page, `http://127.0.0.1:${silent.port}`), "network: cors");
    } finally {
      await silent.close();
    }
    const gone = await plainWebServer(() => undefined);
    await gone.close();
    assert.equal(await reason(page, `http://127.0.0.1:${gone.port}`), "network: down_or_blocked");
  },
};
