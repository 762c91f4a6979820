// A typical worker that uses the package. It gets a server and, optionally, the page's compiled module.

import { Mastodon, load } from "/lib/index.js";

addEventListener("message", async ({ data: { module, server } }) => {
  try {
    if (module) await load({ wasm: module });
    const { software } = await Mastodon.findServer({ server });
    // Workers have no localStorage.
    const kept = await Mastodon.createApp({ clientName: "A worker", apiBaseUrl: server, toKey: "app" }).catch(({ code }) => code);
    postMessage([software, kept]);
  } catch ({ code, reason }) {
    postMessage([code, reason]);
  }
});
