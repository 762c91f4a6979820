// The login of Bluesky's own library, as its README does it. Nothing is measured with it but its size: it speaks to no
// Mastodon.

import { BrowserOAuthClient } from "@atproto/oauth-client-browser";

export async function login(clientId, handleResolver) {
  const client = await BrowserOAuthClient.load({ clientId, handleResolver });
  return { init: () => client.init(), signIn: (handle) => client.signIn(handle), restore: (did) => client.restore(did) };
}
