#!/bin/sh
# arctic's class for Mastodon leads people to an address that no Mastodon has.
#
# Expected: new Mastodon(server, …).createAuthorizationURL() leads to /oauth/authorize.
# Seen: it leads to /api/v1/oauth/authorize, and asks /api/v1/oauth/token and /api/v1/oauth/revoke. Mastodon answers these with 404; its OAuth
# endpoints have no /api/v1 in front of them (docs.joinmastodon.org, "OAuth API methods").
#
# Whom it hits: web sites that take Mastodon from arctic's list of providers. The person's way ends on a "page not found" of their server.
# What to do: use arctic's OAuth2Client with the addresses of the server's own /.well-known/oauth-authorization-server.
#
# Needs Node 20 and npm. Fails if the path is another one.
#
# Seen on 29 November 2026, arctic 3.7.0:
#   the person is led to https://mastodon.example/api/v1/oauth/authorize
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund arctic@3.7.0 >/dev/null
cat > address.mjs <<'JS'
import { Mastodon, generateCodeVerifier, generateState } from "arctic";

const provider = new Mastodon("https://mastodon.example", "id", "secret", "https://app.example/cb");
const { origin, pathname } = provider.createAuthorizationURL(generateState(), generateCodeVerifier(), ["read"]);
console.log(`the person is led to ${origin}${pathname}`);
if (pathname !== "/api/v1/oauth/authorize") process.exitCode = 1;
JS
node address.mjs || { echo "The address is another one than it was."; exit 1; }
