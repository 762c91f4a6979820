#!/bin/sh
# WebKitGTK tells a dedicated worker nothing of what its Content-Security-Policy refuses.
#
# Expected: securitypolicyviolation fires at the global object of a worker whose policy refuses a request, as it fires at the document of a
# page (CSP level 3, "Report a violation").
# Seen: Chromium does so in both. WebKitGTK fires it in a page, and not in a worker. The request is refused in each case.
#
# Whom it hits: code in a worker that tells a refusal by the page's own policy from a network that is down. fetch says the same of both.
# What to do: listen in the page too, and do not take the silence of a worker for an answer.
#
# Needs Node 20, npm, Chromium (CHROMIUM says where), and Debian's webkit2gtk-driver and xvfb. Fails if one of the events comes where it did
# not, or the other way round.
#
# Seen on 30 November 2026:
#   Chromium 148.0.7778.167: a page: refused, heard connect-src; a worker: refused, heard connect-src
#   WebKitGTK 2.50.6: a page: refused, heard connect-src; a worker: refused, heard nothing
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund playwright-core@1.65.1 >/dev/null
cat > violations.mjs <<'JS'
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { chromium } from "playwright-core";

// Resolves to what the request ended with, and to whether the event came: with it, or within three seconds after it.
const watch = `const watch = async (target, url) => {
  const event = new Promise((heard) => target.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => heard("heard " + effectiveDirective)));
  const request = await fetch(url).then(() => "allowed", () => "refused");
  return request + ", " + await Promise.race([event, new Promise((late) => setTimeout(late, 3000, "heard nothing"))]);
};`;
const other = createServer((_, answer) => answer.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end("{}"));
const files = {
  "/": ["text/html", `<!doctype html><title>A page</title><script>${watch}
    const inPage = () => watch(document, "OTHER");
    const inWorker = () => new Promise((done) => { new Worker("/worker.js").onmessage = ({ data }) => done(data); });</script>`],
  "/worker.js": ["text/javascript", `${watch} watch(self, "OTHER").then(postMessage);`],
};
const port = async (server) => (await new Promise((ready) => server.listen(0, "127.0.0.1", ready)), server.address().port);
const address = `http://127.0.0.1:${await port(other)}/`;
const server = createServer(({ url }, answer) => {
  const [type, text] = files[url] ?? ["text/plain", ""];
  answer.writeHead(200, { "Content-Type": type, "Content-Security-Policy": "connect-src 'self'" }).end(text.replaceAll("OTHER", address));
});
const page = `http://127.0.0.1:${await port(server)}/`;

async function inChromium() {
  const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
  const tab = await browser.newPage();
  await tab.goto(page);
  const found = [`Chromium ${browser.version()}`, await tab.evaluate(() => inPage()), await tab.evaluate(() => inWorker())];
  await browser.close();
  return found;
}

async function inWebKit() {
  const free = createServer();
  const at = await port(free);
  free.close();
  const driver = spawn("xvfb-run", ["-a", "WebKitWebDriver", `--port=${at}`], { stdio: "ignore", detached: true });
  const ask = async (path, body, method = "POST") => {
    const { value } = await (await fetch(`http://127.0.0.1:${at}${path}`, { method, ...(body && { body: JSON.stringify(body) }) })).json();
    if (value?.error) throw new Error(value.message);
    return value;
  };
  try {
    for (let tries = 0; !(await ask("/status", undefined, "GET").catch(() => false)); tries++) {
      if (tries > 300) throw new Error("WebKitWebDriver does not answer");
      await new Promise((next) => setTimeout(next, 100));
    }
    const options = { binary: "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", args: ["--automation"] };
    const { sessionId, capabilities } = await ask("/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
    const session = `/session/${sessionId}`;
    await ask(`${session}/url`, { url: page });
    const run = (name) => ask(`${session}/execute/async`, { script: `${name}().then(arguments[0])`, args: [] });
    const found = [`WebKitGTK ${capabilities.browserVersion}`, await run("inPage"), await run("inWorker")];
    await ask(session, undefined, "DELETE");
    return found;
  } finally {
    process.kill(-driver.pid);
    await once(driver, "exit");
  }
}

const expected = "refused, heard connect-src";
for (const [look, worker] of [[inChromium, expected], [inWebKit, "refused, heard nothing"]]) {
  const [name, seenInPage, seenInWorker] = await look();
  console.log(`${name}: a page: ${seenInPage}; a worker: ${seenInWorker}`);
  if (seenInPage !== expected || seenInWorker !== worker) process.exitCode = 1;
}
for (const each of [server, other]) each.closeAllConnections(), each.close();
JS
node violations.mjs || { echo "A browser tells something else than it did."; exit 1; }
