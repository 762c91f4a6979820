// @ts-check
// The registrations of this page with servers. A server lets a browser register only a few times in ten minutes, and a
// registration stays valid, so each is kept and used again.

import { client } from "./client.js";
import { Mastodon, MastodonAPIError, MastodonServerError } from "./lib/index.js";
import { hasCode } from "./problem.js";
import { REGISTRATION, forget, keys } from "./shelf.js";

/**
 * @typedef {object} App
 * @property {string} server as the person wrote it
 * @property {string[]} scopes
 * @property {string} clientName
 * @property {string} website
 * @property {string} redirectUri
 */

/**
 * Returns a client that is registered with the server as this app.
 *
 * @param {App} app
 * @param {AbortSignal} signal
 * @returns {Promise<Mastodon>}
 */
export async function registered(app, signal) {
  // Everything of the app stands in the key, apart from the server, which people write in many ways.
  const family = REGISTRATION + JSON.stringify([app.redirectUri, app.scopes.join(" "), app.clientName, app.website]);
  for (const key of keys(family)) {
    const kept = await reuse(app.server, key, signal);
    if (kept) return kept;
  }
  const key = `${family}:${Date.now()}`;
  const { server: apiBaseUrl, scopes, clientName, redirectUri: redirectUris } = app;
  const website = app.website || undefined;
  await Mastodon.createApp({ clientName, apiBaseUrl, scopes, redirectUris, website, toKey: key, signal });
  return client({ apiBaseUrl, clientCredentialKey: key });
}

/**
 * Returns a client with the stored registration, if it is one with this server and the server still knows it. The server
 * must be asked: the page it would show instead of its question never leads back here.
 *
 * @param {string} server
 * @param {string} key
 * @param {AbortSignal} signal
 */
async function reuse(server, key, signal) {
  const mastodon = client({ apiBaseUrl: server, clientCredentialKey: key });
  try {
    await mastodon.clientCredentialsToken({ signal });
  } catch (error) {
    if (hasCode(error, "server_mismatch")) return undefined;
    if (hasCode(error, "invalid_client", "storage_corrupt")) {
      forget(key);
      return undefined;
    }
    // Some servers give apps no token and say so in their own ways. That is no reason to stop; an address that is none,
    // or a server that does not work, is one.
    if (!(error instanceof MastodonAPIError) || error instanceof MastodonServerError || error.code.startsWith("answer_")) throw error;
  }
  return mastodon;
}
