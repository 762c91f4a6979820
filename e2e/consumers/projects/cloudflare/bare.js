// What a worker is told that does not give the module.

import { Mastodon } from "mastoauth";

export default {
  async fetch() {
    const { code, hint } = await Mastodon.findServer({ server: "mastodon.example" }).catch((error) => error);
    return new Response(`${code}: ${hint}`);
  },
};
