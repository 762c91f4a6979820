// A worker as somebody might write it: it is given a server and, maybe, the page's compiled module.

import { Mastodon, load } from "/lib/index.js";

addEventListener("message", async ({ data: { module, server } }) => {
  try {
    if (module) await load({ wasm: module });
    const { software } = await Mastodon.findServer({ server });
    // Workers have no localStorage.
    const kept = await Mastodon.createApp({ clientName: "A worker", apiBaseUrl: server, toKey: "app" }).catch(({ code }) => code);
    postMessage([software, kept]);
  } catch ({ code }) {
    postMessage([code]);
  }
});
