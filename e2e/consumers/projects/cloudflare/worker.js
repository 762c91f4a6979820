// A Cloudflare Worker that signs people in: /login?server=mastodon.social, then /callback.

import { load, Mastodon } from "mastoauth";
import wasm from "mastoauth/mastoauth.wasm";

const scopes = ["read"];

/** A namespace of KV as the storage: it keeps an app for each server, and the logins that are pending. */
const storageOf = (namespace) => ({
  getItem: (key) => namespace.get(key),
  setItem: (key, value) => namespace.put(key, value),
  removeItem: (key) => namespace.delete(key),
});

async function logIn({ origin, searchParams }, storage) {
  const { baseUrl: apiBaseUrl } = await Mastodon.findServer({ server: searchParams.get("server") ?? "" });
  const redirectUri = `${origin}/callback`;
  const app = `app:${origin}:${apiBaseUrl}`; // an app is registered for one redirect URI
  if (!(await storage.getItem(app))) await Mastodon.createApp({ clientName: "A worker", apiBaseUrl, redirectUris: redirectUri, scopes, storage, toKey: app });
  const { url, state } = await new Mastodon({ clientCredentialKey: app, storage }).authRequestUrl({ redirectUri, scopes });
  // The browser that began the login has to be the one that comes back.
  return new Response(null, { status: 302, headers: { Location: url, "Set-Cookie": `login=${state}; Path=/callback; HttpOnly; SameSite=Lax; Max-Age=600` } });
}

async function callback(request, url, storage) {
  if (!request.headers.get("Cookie")?.split("; ").includes(`login=${url.searchParams.get("state")}`)) return new Response("This is another browser's login.", { status: 403 });
  const mastodon = new Mastodon({ storage });
  await mastodon.handleCallback(url.href);
  const { acct } = await mastodon.accountVerifyCredentials();
  await mastodon.revokeAccessToken();
  return new Response(`Hello, ${acct}`);
}

export default {
  async fetch(request, { LOGINS }) {
    try {
      await load({ wasm });
      const url = new URL(request.url);
      const storage = storageOf(LOGINS);
      if (url.pathname === "/login") return await logIn(url, storage);
      if (url.pathname === "/callback") return await callback(request, url, storage);
      return new Response("Not found", { status: 404 });
    } catch (error) {
      return new Response(`${error.code}: ${error.message} ${error.hint}`, { status: 502 });
    }
  },
};
