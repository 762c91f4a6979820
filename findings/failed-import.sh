#!/bin/bash
# A dynamic import() that failed once fails for as long as the page lives, in Chromium 148.
#
# One would expect that import() of an address that could not be loaded asks the network again, as fetch() does: the failure was the
# network's, and nothing was evaluated. HTML's module map says otherwise (an entry that failed is kept as null), and engines differ:
# in Chromium the second import() of the same address sends no request and rejects with the same error. It is the same for a file
# that a module imports statically: a further address for the module alone does not help then, since the failed one is the inner one.
# Tried in the same way by WebDriver: Firefox 140.10 remembers as well, and WebKitGTK asks again.
#
# It hits people whose network breaks for a moment while a part of a page is loaded on demand: the button that needs it stays dead,
# however often they press it, until the page is loaded anew. What to do: import under another address, such as part.js?2, each time
# after a failure, and let a file that is imported on demand import nothing statically. Where a bundler owns the address: load the page
# anew.
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
