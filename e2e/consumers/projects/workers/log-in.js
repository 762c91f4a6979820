// What each of the workers does: it logs in by a code, posts, and signs out.

import { storage } from "./storage.js";

const scopes = ["read", "write"];
let client;

async function begin({ Mastodon }, server) {
  const app = await Mastodon.createApp({ clientName: "A worker", apiBaseUrl: server, scopes });
  client = new Mastodon({ apiBaseUrl: server, clientId: app.client_id, clientSecret: app.client_secret, storage });
  return (await client.authRequestUrl({ scopes })).url;
}

async function finish(code) {
  await client.logIn({ code });
  const { acct } = await client.accountVerifyCredentials();
  const { content } = await client.toot({ status: "howdy universe!" });
  const { confirmed } = await client.revokeAccessToken();
  return `${acct} says ${content}, ${confirmed}`;
}

export function listen(mastoauth) {
  addEventListener("message", (event) => {
    const { server, code } = event.data;
    const work = (server ? begin(mastoauth, server) : finish(code))
      .catch(({ code, message, hint }) => `${code}: ${message} ${hint}`)
      .then((answer) => event.ports[0].postMessage(answer));
    event.waitUntil?.(work); // a service worker ends when it has nothing to do
  });
}
