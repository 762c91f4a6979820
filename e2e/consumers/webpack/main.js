// A login in about ten lines, on any server: open the page with ?server=ADDRESS.

import { Mastodon, isMastodonError } from "mastoauth";

const output = document.querySelector("output");
const redirectUri = location.origin + location.pathname;
const query = new URLSearchParams(location.search);
const server = query.get("server");
try {
  if (query.has("state")) {
    const mastodon = new Mastodon({ accessTokenKey: "login" });
    await mastodon.handleCallback(location);
    history.replaceState(null, "", redirectUri);
    const account = await mastodon.accountVerifyCredentials();
    output.value = `Hello, ${account.acct}`;
  } else if (server) {
    await Mastodon.createApp({ clientName: "A consumer", apiBaseUrl: server, redirectUris: redirectUri, scopes: ["read"], toKey: "app" });
    location.assign((await new Mastodon({ clientCredentialKey: "app" }).authRequestUrl()).url);
  } else {
    output.value = "Give a server: ?server=…";
  }
} catch (error) {
  output.value = isMastodonError(error) ? `${error.code}: ${error.message} ${error.hint ?? ""}` : "This is no error of mastoauth.";
}
