#!/bin/sh
# A page that takes the opener away from its popup gives up its own power over it.
#
# Expected: popup.opener = null is for the popup's side only: the page in the popup cannot reach the page that opened it. That page
# still has the popup's window object, so it can send the popup elsewhere and close it.
# Seen: once the popup shows a page of another site, location.replace() throws a SecurityError and close() does nothing, without a word.
# Whether a page may do that to a window of another origin depends on the same link that was cut. With the link, both work.
#
# Whom it hits: OAuth in a popup. The advice to cut the opener before the popup leaves is common, since a page with an opener can send the
# app's tab elsewhere. A "Cancel" button then cannot close the window any more, and after a timeout it stays open.
# What to do: let the page that the popup comes back to close itself. Tell the person that the window can be closed by hand.
#
# Needs Node 20, npm and Chromium (CHROMIUM says where). Fails if the page keeps its power.
#
# Seen on 29 November 2026:
#   Chromium 148.0.7778.167, playwright-core 1.65.1
#   with an opener: location.replace() works, close() works
#   without an opener: location.replace() throws SecurityError, close() is ignored
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund playwright-core@1.65.1 >/dev/null
cat > popup.mjs <<'JS'
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const server = createServer((_, answer) => answer.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>A page</title>"));
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const { port } = server.address();
const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
console.log(`Chromium ${browser.version()}, playwright-core 1.65.1`);

async function look(cut) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://localhost:${port}/`);
  const [popup] = await Promise.all([page.waitForEvent("popup"), page.evaluate(([cut, there]) => {
    globalThis.popup = open("about:blank", "", "width=400,height=400");
    if (cut) popup.opener = null;
    popup.location.replace(there);
  }, [cut, `http://127.0.0.1:${port}/`])]);
  await popup.waitForURL(`http://127.0.0.1:${port}/`);
  const replace = await page.evaluate((there) => {
    try {
      popup.location.replace(there);
      return "works";
    } catch (error) {
      return `throws ${error.name}`;
    }
  }, `http://127.0.0.1:${port}/next`);
  if (replace === "works") await popup.waitForURL(/next$/);
  const closing = popup.waitForEvent("close", { timeout: 3_000 }).then(() => "works", () => "is ignored");
  await page.evaluate(() => popup.close());
  return `location.replace() ${replace}, close() ${await closing}`;
}

for (const [cut, expected] of [[false, "location.replace() works, close() works"], [true, "location.replace() throws SecurityError, close() is ignored"]]) {
  const seen = await look(cut);
  console.log(`${cut ? "without" : "with"} an opener: ${seen}`);
  if (seen !== expected) process.exitCode = 1;
}
await browser.close();
server.closeAllConnections();
server.close();
JS
node popup.mjs || { echo "The page has another power over its popup than it had."; exit 1; }
