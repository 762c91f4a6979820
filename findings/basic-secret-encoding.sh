#!/bin/sh
# OAuth libraries for JavaScript percent-encode "-" and "_" in HTTP Basic: a client secret of Mastodon does not arrive as it was given.
#
# Expected: the unreserved characters of URLs travel as they are. A secret in base64url (letters, digits, "-" and "_") is then sent to the
# letter, whether or not a server decodes it.
# Seen: RFC 6749 (2.3.1) wants the form-urlencoding of id and secret before Basic, and a server that decodes it. oauth4webapi, openid-client
# and @badgateway/oauth2-client encode more than that: "-" and "_" too. @badgateway/oauth2-client picks Basic by itself if the server's
# metadata lists it. Mastodon (by Doorkeeper) lists client_secret_basic and does not decode.
#
# Whom it hits: logins at Mastodon, whose ids and secrets are 43 characters of base64url. About three quarters of all ids have a "-" or
# "_", and more than nine in ten of the pairs: the token request ends in 401 invalid_client, although id and secret are right. An app
# that was registered anew may work by chance.
# What to do: send id and secret in the body (ClientSecretPost of oauth4webapi and openid-client; authenticationMethod: "client_secret_post"
# of @badgateway/oauth2-client).
#
# Needs Node 20 and npm. Fails if one of them sends something else.
#
# Seen on 29 November 2026, as decoded from base64, for the id "a-b_c" and the secret "d-e_f":
#   oauth4webapi 3.8.8: a%2Db%5Fc:d%2De%5Ff
#   openid-client 6.9.0: a%2Db%5Fc:d%2De%5Ff
#   @badgateway/oauth2-client 3.3.1: a%2Db%5Fc:d%2De%5Ff
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund oauth4webapi@3.8.8 openid-client@6.9.0 @badgateway/oauth2-client@3.3.1 >/dev/null
cat > basic.mjs <<'JS'
import { createServer } from "node:http";
import { OAuth2Client } from "@badgateway/oauth2-client";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";

const id = "a-b_c";
const secret = "d-e_f";
let sent;
const server = createServer((request, answer) => {
  request.resume();
  const base = `http://${request.headers.host}`;
  const metadata = {
    issuer: base, authorization_endpoint: `${base}/oauth/authorize`, token_endpoint: `${base}/oauth/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    grant_types_supported: ["authorization_code", "client_credentials"], response_types_supported: ["code"],
  };
  if (request.url === "/oauth/token") sent = request.headers.authorization;
  const body = request.url === "/oauth/token" ? { access_token: "t", token_type: "Bearer", scope: "read" } : metadata;
  answer.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}`;
const ways = {
  "oauth4webapi 3.8.8": async () => {
    const found = { issuer: base, token_endpoint: `${base}/oauth/token` };
    await oauth.clientCredentialsGrantRequest(found, { client_id: id }, oauth.ClientSecretBasic(secret), {}, { [oauth.allowInsecureRequests]: true });
  },
  "openid-client 6.9.0": async () => {
    const options = { algorithm: "oauth2", execute: [openid.allowInsecureRequests] };
    const config = await openid.discovery(new URL(base), id, undefined, openid.ClientSecretBasic(secret), options);
    await openid.clientCredentialsGrant(config, {});
  },
  "@badgateway/oauth2-client 3.3.1": () => new OAuth2Client({ server: base, clientId: id, clientSecret: secret }).clientCredentials(),
};
for (const [name, ask] of Object.entries(ways)) {
  sent = undefined;
  await ask();
  const pair = atob(sent.slice("Basic ".length));
  console.log(`${name}: ${pair}`);
  if (pair !== "a%2Db%5Fc:d%2De%5Ff") process.exitCode = 1;
}
server.closeAllConnections();
server.close();
JS
node basic.mjs || { echo "One of them sends something else than it did."; exit 1; }
