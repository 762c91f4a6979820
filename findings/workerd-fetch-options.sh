#!/bin/sh
# workerd (Cloudflare Workers) throws for options of fetch that are every browser's: redirect: "error", and cache: "default" or "reload".
#
# Expected: what the Fetch standard has, or that an option that is not known is left out. redirect: "error" is what a client gives that must
# not send a token on to another address.
# Seen: fetch throws a TypeError before it sends anything, which looks as if the server could not be reached. redirect: "manual" and
# cache: "no-store" work. With an older compatibility date, the member cache throws by itself, whatever its value.
#
# Whom it hits: libraries written for browsers and Node: all their requests fail in a Worker, and nothing names the option.
# What to do: ask once, with new Request(url, options) in try and catch, and use redirect: "manual" with a look at the status there.
#
# Needs Node 20 and npm. Fails if an option is taken or refused otherwise than it says here.
#
# Seen on 29 November 2026, miniflare 4.20260730.0:
#   redirect error: refused
#   redirect manual: taken
#   cache default: refused
#   cache reload: refused
#   cache no-store: taken
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund miniflare@4.20260730.0 >/dev/null
cat > options.mjs <<'JS'
import { Miniflare } from "miniflare";
const script = `export default { fetch() {
  const tries = [["redirect", "error"], ["redirect", "manual"], ["cache", "default"], ["cache", "reload"], ["cache", "no-store"]];
  return Response.json(tries.map(([name, value]) => {
    try {
      new Request("https://server.example/", { [name]: value });
      return name + " " + value + ": taken";
    } catch {
      return name + " " + value + ": refused";
    }
  }));
} }`;
const worker = new Miniflare({ modules: true, script, compatibilityDate: "2026-07-01", host: "127.0.0.1" });
const told = await (await worker.dispatchFetch("http://localhost/")).json();
console.log(told.join("\n"));
await worker.dispose();
process.exit(told.map((line) => line.split(": ")[1]).join() === "refused,taken,refused,refused,taken" ? 0 : 1);
JS
node options.mjs || { echo "The options are treated otherwise than they were."; exit 1; }
