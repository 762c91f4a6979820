#!/bin/bash
# A dynamic import() that failed once fails for as long as the page lives, in Chromium 148.
#
# Expected: after a failure of the network, a second import() of the same address asks the network again, as fetch() does. Nothing was
# evaluated yet.
# Seen: HTML's module map keeps a failed entry as null. In Chromium, the second import() of the same address sends no request and
# rejects with the same error. Static imports of a module behave the same: if one of them failed, another address for the module
# does not help. Tried in the same way by WebDriver: Firefox 140.10 remembers a failure too, and WebKitGTK asks again.
#
# Whom it hits: people whose network fails for a moment while a part of a page is loaded on demand. The button that needs that part does
# nothing, however often they press it, until they reload the page.
# What to do: after each failure, import under another address, such as part.js?2. A file that is imported on demand should have no static
# imports. If a bundler chose the address, only a reload of the page helps.
#
# Needs node and Debian's chromium (or CHROMIUM), and npm to fetch playwright-core. Fails if the behaviour is another one. Seen:
#
#   Chromium 148.0.7778.167
#   status 503     first: failed, again: failed without a request, under another address: loaded
#   HTML           first: failed, again: failed without a request, under another address: loaded
#   inner file 503 first: failed, again: failed without a request, under another address: failed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save playwright-core@1.65.1 >/dev/null
cat > look.mjs <<'SCRIPT'
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const broken = { "/busy.js": [503, "text/plain"], "/page.js": [200, "text/html"], "/inner.js": [503, "text/plain"] };
const sources = { "/outer.js": 'import "./inner.js";' };
let mended, asked;
const server = createServer(({ url }, response) => {
  const path = url.replace(/\?.*/, "");
  asked?.push(url);
  const [status, type] = (!mended && broken[path]) || [200, path.endsWith(".js") ? "text/javascript" : "text/html"];
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" }).end(sources[path] ?? "");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
console.log(`Chromium ${browser.version()}`);
const seen = [];
for (const [what, file] of [["status 503    ", "/busy.js"], ["HTML          ", "/page.js"], ["inner file 503", "/outer.js"]]) {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const load = (address) => page.evaluate((address) => import(address).then(() => "loaded", () => "failed"), address);
  mended = false;
  const first = await load(file);
  mended = true;
  asked = [];
  const again = `${await load(file)}${asked.length ? "" : " without a request"}`;
  const line = `first: ${first}, again: ${again}, under another address: ${await load(`${file}?2`)}`;
  console.log(what, line);
  seen.push(line);
  await page.close();
}
await browser.close();
server.close();
const remembered = "first: failed, again: failed without a request, under another address: ";
const same = seen.join() === [`${remembered}loaded`, `${remembered}loaded`, `${remembered}failed`].join();
console.log(same ? "as described" : "NOT as described");
process.exitCode = same ? 0 : 1;
SCRIPT
node look.mjs
