// A login with Bluesky's own library, as in its README. Only its size is measured, since it does not work with Mastodon.

import { BrowserOAuthClient } from "@atproto/oauth-client-browser";

export async function login(clientId, handleResolver) {
  const client = await BrowserOAuthClient.load({ clientId, handleResolver });
  return { init: () => client.init(), signIn: (handle) => client.signIn(handle), restore: (did) => client.restore(did) };
}
