// One call for each request: to the server ?server, at ?path, with ?timeout in milliseconds.

import { load, Mastodon } from "mastoauth";
import wasm from "mastoauth/mastoauth.wasm";

export default {
  async fetch(request) {
    await load({ wasm });
    const { server, path, timeout } = Object.fromEntries(new URL(request.url).searchParams);
    const mastodon = new Mastodon({ apiBaseUrl: server, accessToken: "token", requestTimeoutMs: Number(timeout) });
    const answer = await mastodon.request({ path }).then(() => "answered", ({ code }) => code);
    return new Response(answer);
  },
};
