#!/bin/sh
# megalodon 10 makes an authorize address with all redirect addresses of an app in one parameter.
#
# Expected: registerApp returns a `url` that can be opened: with one redirect_uri, as OAuth has it.
# Seen: Mastodon takes several redirect addresses at registration, one in each line, and its answer repeats them in `redirect_uri`, with the
# line breaks. megalodon puts that member into the authorize address as it is. No server knows such a redirect address.
#
# Whom it hits: clients with an address for development and one for production, or with one for the web and one out of band.
# What to do: do not use AppData.url. Call generateAuthUrl(id, secret, { redirect_uri }) with one of the addresses.
#
# Needs Node 20 and npm. Fails if the address names one of them only.
#
# Seen on 29 November 2026, megalodon 10.0.5:
#   redirect_uri of the address: "https://app.example/cb\nhttp://localhost:5173/cb"
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund megalodon@10.0.5 >/dev/null
cat > address.cjs <<'JS'
const { createServer } = require("node:http");
const generator = require("megalodon").default;

const addresses = ["https://app.example/cb", "http://localhost:5173/cb"];
// What Mastodon 4.3 and later answer at registration.
const app = { id: "1", name: "An app", client_id: "i", client_secret: "s", redirect_uri: addresses.join("\n"), redirect_uris: addresses, scopes: ["read"] };
const server = createServer((request, answer) => {
  request.resume();
  answer.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(app));
});
server.listen(0, "127.0.0.1", async () => {
  const client = generator("mastodon", `http://127.0.0.1:${server.address().port}`);
  const { url } = await client.registerApp("An app", { scopes: ["read"], redirect_uris: addresses.join("\n") });
  const asked = new URL(url).searchParams.get("redirect_uri");
  console.log(`redirect_uri of the address: ${JSON.stringify(asked)}`);
  if (asked !== addresses.join("\n")) process.exitCode = 1;
  server.closeAllConnections();
  server.close();
});
JS
node address.cjs || { echo "The address is another one than it was."; exit 1; }
