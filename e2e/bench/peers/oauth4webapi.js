// A login with oauth4webapi, as in its examples: with discovery, PKCE and state. It has neither Mastodon's app registration nor an API
// client, so those two use fetch.

import * as oauth from "oauth4webapi";

const options = { [oauth.allowInsecureRequests]: true }; // the practice server has no https
const scope = "read";

export function login(server, redirectUri) {
  let app, metadata, verifier, state, token;
  return {
    async register() {
      const body = new URLSearchParams({ client_name: "A bench", redirect_uris: redirectUri, scopes: scope });
      const registered = await read(await fetch(`${server}/api/v1/apps`, { method: "POST", body }));
      app = { client: { client_id: registered.client_id }, authentication: oauth.ClientSecretPost(registered.client_secret) };
    },
    async leave() {
      const issuer = new URL(`${server}/`);
      const answer = await oauth.discoveryRequest(issuer, { ...options, algorithm: "oauth2" });
      metadata = await oauth.processDiscoveryResponse(issuer, answer);
      verifier = oauth.generateRandomCodeVerifier();
      state = oauth.generateRandomState();
      const address = new URL(metadata.authorization_endpoint);
      address.search = new URLSearchParams({
        client_id: app.client.client_id, redirect_uri: redirectUri, response_type: "code", scope, state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
      });
      return address.href;
    },
    async arrive(address) {
      const answer = oauth.validateAuthResponse(metadata, app.client, new URL(address), state);
      const response = await oauth.authorizationCodeGrantRequest(
        metadata, app.client, app.authentication, answer, redirectUri, verifier, options);
      token = (await oauth.processAuthorizationCodeResponse(metadata, app.client, response)).access_token;
    },
    verify: async () => read(await fetch(`${server}/api/v1/accounts/verify_credentials`, { headers: { Authorization: `Bearer ${token}` } })),
  };
}

async function read(answer) {
  if (!answer.ok) throw new Error(`the server answered with status ${answer.status}`);
  return answer.json();
}
