// The package in a worker of the page. It uses the page's compiled module, which is loaded only once.

import assert from "node:assert/strict";
import { it } from "node:test";
import { authPage } from "../support/auth-page.mjs";

// Trusted Types let a page start workers by a policy of its own only, and this is not about those.
const policy = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:*";
const { set, www, visit } = await authPage({ policy });

for (const shared of [false, true]) {
  it(shared ? "the page and a worker share a compiled module" : "a worker loads the module by itself", { timeout: 120_000 }, async (test) => {
    const { page } = await visit(test, "/");
    const before = www.asked.filter((path) => path.endsWith(".wasm")).length;
    const answers = await page.evaluate(async ([server, shared]) => {
      const { Mastodon, load } = await import("/lib/index.js");
      const module = shared ? await WebAssembly.compileStreaming(fetch("/lib/mastoauth.wasm")) : undefined;
      if (module) await load({ wasm: module });
      const worker = new Worker("/worker.js", { type: "module" });
      worker.postMessage({ module, server });
      const outcome = await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
      return [outcome, (await Mastodon.findServer({ server })).software];
    }, [set.server.url, shared]);
    assert.deepEqual(answers, [["mastodon", "storage_blocked"], "mastodon"]);
    assert.equal(www.asked.filter((path) => path.endsWith(".wasm")).length, before + (shared ? 1 : 2));
  });
}
