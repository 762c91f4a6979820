#!/bin/sh
# Network throttling in Chromium's developer tools (CDP Network.emulateNetworkConditions) slows down a page, its dedicated workers and
# frames of its own site. It does not slow down its service worker, its shared workers, windows that it opens and frames of other sites.
#
# Expected: all parts of a throttled page are slow.
# Seen: throttling applies to the target that the tools are attached to, and each of these is a target of its own. Some of them have no
# window.
#
# Whom it hits: people who test a login in a popup, a page with a service worker, or an embedded frame on "Slow 3G". They see it
# faster than it will be, and no timeout is ever reached.
# What to do: attach to each target (Target.setAutoAttach with waitForDebuggerOnStart and flatten) and send each the same command. Or
# slow down the server instead of the browser.
#
# Needs Node 20, npm and Chromium (CHROMIUM says where). Fails if any of them is on another line than it says here.
#
# Seen on 29 November 2026:
#   Chromium 148.0.7778.167, playwright-core 1.65.1; 300,000 bytes take 1650 ms at least at 1.6 Mbit/s with 150 ms
#   the page: 1679 ms, the slow line
#   a dedicated worker: 1736 ms, the slow line
#   a frame of the same site: 1815 ms, the slow line
#   a frame of another site: 52 ms, full speed
#   a shared worker: 42 ms, full speed
#   a window that it opened: 150 ms, full speed
#   the page, by its service worker: 62 ms, full speed
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund playwright-core@1.65.1 >/dev/null
cat > line.mjs <<'JS'
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const bytes = 300_000;
const [bits, latency] = [1.6e6, 150];
const least = latency + (bytes * 8_000) / bits;
const timed = 'const time = async () => { const begun = performance.now(); await (await fetch("/data?" + Math.random())).arrayBuffer(); return performance.now() - begun; };';
const files = {
  "/page": ["text/html", `<!doctype html><title>A page</title><script>${timed} onmessage = async ({ source }) => source.postMessage(await time(), "*");</script>`],
  "/worker.js": ["text/javascript", `${timed} onmessage = async () => postMessage(await time());`],
  "/shared.js": ["text/javascript", `${timed} onconnect = async ({ ports: [port] }) => port.postMessage(await time());`],
  "/service.js": ["text/javascript", 'onactivate = (event) => event.waitUntil(clients.claim()); onfetch = (event) => event.respondWith(fetch(event.request));'],
  "/data": ["application/octet-stream", "x".repeat(bytes)],
};
const server = createServer(({ url }, answer) => {
  const [type, body] = files[url.replace(/\?.*/, "")] ?? ["text/plain", ""];
  answer.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const { port } = server.address();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext();
const page = await context.newPage();
await page.goto(`http://localhost:${port}/page`);
const tools = await context.newCDPSession(page);
await tools.send("Network.enable");
await tools.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: bits / 8, uploadThroughput: bits / 8 });

const frame = (host) => page.evaluate((address) => new Promise((told) => {
  const frame = document.createElement("iframe");
  addEventListener("message", ({ data }) => told(data), { once: true });
  frame.onload = () => frame.contentWindow.postMessage("go", "*");
  frame.src = address;
  document.body.append(frame);
}), `http://${host}:${port}/page`);
const ways = {
  "the page": [true, () => page.evaluate(() => time())],
  "a dedicated worker": [true, () => page.evaluate(() => new Promise((told) => {
    const worker = new Worker("/worker.js");
    worker.onmessage = ({ data }) => told(data);
    worker.postMessage("go");
  }))],
  "a frame of the same site": [true, () => frame("localhost")],
  "a frame of another site": [false, () => frame("127.0.0.1")],
  "a shared worker": [false, () => page.evaluate(() => new Promise((told) => {
    new SharedWorker("/shared.js").port.onmessage = ({ data }) => told(data);
  }))],
  "a window that it opened": [false, async () => {
    const [opened] = await Promise.all([page.waitForEvent("popup"), page.evaluate(() => void open("/page"))]);
    await opened.waitForLoadState();
    return opened.evaluate(() => time());
  }],
  "the page, by its service worker": [false, () => page.evaluate(async () => {
    const controlled = new Promise((told) => (navigator.serviceWorker.oncontrollerchange = told));
    await navigator.serviceWorker.register("/service.js");
    await controlled;
    return time();
  })],
};
console.log(`Chromium ${browser.version()}, playwright-core 1.65.1; ${bytes.toLocaleString("en")} bytes take ${least} ms at least at 1.6 Mbit/s with ${latency} ms`);
for (const [name, [slow, measure]] of Object.entries(ways)) {
  const ms = await measure();
  console.log(`${name}: ${Math.round(ms)} ms, ${ms > 0.9 * least ? "the slow line" : "full speed"}`);
  if (ms > 0.9 * least !== slow) process.exitCode = 1;
}
await browser.close();
server.closeAllConnections();
server.close();
JS
node line.mjs || { echo "The line holds for others than it did."; exit 1; }
