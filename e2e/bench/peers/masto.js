// masto.js: calls, and a login by code. It has the requests of a login. State, PKCE and the server's URL are written by hand.

import { createOAuthAPIClient, createRestAPIClient } from "masto";

const scope = "read";

export function client(server) {
  const masto = createRestAPIClient({ url: server, accessToken: "a-token" });
  return () => masto.v1.accounts.verifyCredentials();
}

export function login(server, redirectUri) {
  let app, state, verifier, token;
  return {
    async register() {
      app = await createRestAPIClient({ url: server }).v1.apps.create({ clientName: "A bench", redirectUris: redirectUri, scopes: scope });
    },
    async leave() {
      [state, verifier] = [random(), random()];
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
      return `${server}/oauth/authorize?${new URLSearchParams({
        client_id: app.clientId, redirect_uri: redirectUri, response_type: "code", scope, state,
        code_challenge: base64url(new Uint8Array(digest)), code_challenge_method: "S256",
      })}`;
    },
    async arrive(address) {
      const answer = new URL(address).searchParams;
      if (answer.get("state") !== state) throw new Error("this is the answer to another login");
      ({ accessToken: token } = await createOAuthAPIClient({ url: server }).token.create({
        grantType: "authorization_code", code: answer.get("code"), redirectUri, scope, codeVerifier: verifier,
        clientId: app.clientId, clientSecret: app.clientSecret,
      }));
    },
    verify: () => createRestAPIClient({ url: server, accessToken: token }).v1.accounts.verifyCredentials(),
  };
}

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
