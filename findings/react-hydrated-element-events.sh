#!/bin/sh
# React 19 adds no listeners for the events of a custom element whose markup came from the server.
#
# Expected: React 19 supports custom elements: <my-tag onsaved={f}> listens to the element's event "saved". It does so wherever the markup
# comes from, as it does with onClick.
# Seen: after a client-side render the event is heard. After hydrateRoot it is not. onClick of a <button> beside it is heard in both cases.
#
# Whom it hits: custom elements in every page that React renders on a server. In a page without a server all is well.
# What to do: add the listener in an effect, by a ref.
#
# Needs Node 20, npm and Chromium (CHROMIUM says where). Fails if one of the events is heard where it was not, or the other way round.
#
# Seen on 30 November 2026:
#   React 19.3.1, Chromium 148.0.7778.167
#   the server's markup: <div><my-tag id="tag"></my-tag><button id="button"></button></div>
#   rendered: heard saved, click, and then saved, click
#   hydrated: heard click, and then click
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund playwright-core@1.65.1 react@19.3.1 react-dom@19.3.1 esbuild@0.28.2 >/dev/null
cat > app.mjs <<'JS'
import { createElement } from "react";

export const heard = [];

export function App() {
  return createElement("div", null,
    createElement("my-tag", { id: "tag", onsaved: () => heard.push("saved") }),
    createElement("button", { id: "button", onClick: () => heard.push("click") }));
}
JS
cat > page.mjs <<'JS'
import { createElement } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { App, heard } from "./app.mjs";

customElements.define("my-tag", class extends HTMLElement {});
globalThis.start = (how) => {
  const root = document.querySelector("#root");
  if (how === "hydrated") hydrateRoot(root, createElement(App), { onRecoverableError: (error) => heard.push(String(error)) });
  else createRoot(root).render(createElement(App));
};
globalThis.fire = () => {
  document.querySelector("#tag").dispatchEvent(new Event("saved"));
  document.querySelector("#button").click();
  return heard.splice(0);
};
JS
cat > hydration.mjs <<'JS'
import { createServer } from "node:http";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { createElement, version } from "react";
import { renderToString } from "react-dom/server";
import { App } from "./app.mjs";

const { outputFiles: [{ text: script }] } = await build({ entryPoints: ["page.mjs"], bundle: true, write: false, format: "iife", define: { "process.env.NODE_ENV": '"production"' } });
const markup = renderToString(createElement(App));
const page = (content) => `<!doctype html><title>A page</title><div id="root">${content}</div><script src="/script.js"></script>`;
const server = createServer(({ url }, answer) => {
  if (url === "/script.js") answer.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
  else answer.writeHead(200, { "Content-Type": "text/html" }).end(page(url === "/hydrated" ? markup : ""));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
console.log(`React ${version}, Chromium ${browser.version()}`);
console.log(`the server's markup: ${markup}`);
for (const [how, expected] of [["rendered", "saved, click"], ["hydrated", "click"]]) {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/${how}`);
  await tab.evaluate((how) => start(how), how);
  // Until React has attached its handlers: the button is heard in both cases.
  const heard = await tab.waitForFunction(() => {
    const events = document.querySelector("#button") ? fire() : [];
    return events.includes("click") && events.join(", ");
  }).then((found) => found.jsonValue());
  const later = await tab.evaluate(() => fire().join(", ")); // the same once more: it is not a matter of time
  console.log(`${how}: heard ${heard}, and then ${later}`);
  if (later !== expected) process.exitCode = 1;
}
await browser.close();
server.closeAllConnections();
server.close();
JS
node hydration.mjs || { echo "React listens otherwise than it did."; exit 1; }
