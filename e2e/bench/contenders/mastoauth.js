import { Mastodon } from "../../../dist/index.js";

export { createAuth } from "../../../dist/index.js";

export function client(server) {
  const mastodon = new Mastodon({ apiBaseUrl: server, accessToken: "a-token" });
  return () => mastodon.accountVerifyCredentials();
}

/** A login by code, in the steps between which the person is away. */
export function login(server, redirectUri) {
  const app = new Mastodon({ clientCredentialKey: "app" });
  return {
    register: () => Mastodon.createApp({ clientName: "A bench", apiBaseUrl: server, redirectUris: redirectUri, scopes: ["read"], toKey: "app" }),
    leave: async () => (await app.authRequestUrl()).url,
    arrive: (address) => app.handleCallback(address),
    verify: () => app.accountVerifyCredentials(),
  };
}
