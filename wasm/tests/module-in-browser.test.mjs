// The loader in a real browser: security policies, the page's globals, and crashes that differ from those in Node.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { dist, crashingModule } from "./package-copies.mjs";

const wasm = crashingModule();
const types = { js: "text/javascript", wasm: "application/wasm", map: "application/json" };

/** A page that allows what a careful one allows. */
const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const server = createServer(({ url }, response) => {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const name = pathname.split("/").at(-1);
  // The optimizer of Vite 7 serves the script from there, and its own page in place of the module.
  const optimized = pathname.includes("/.vite/deps/") && name.endsWith(".wasm");
  if (!name || optimized) {
    response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": searchParams.get("policy") ?? strict });
    return response.end("<!doctype html><title>A page</title>");
  }
  const type = pathname.startsWith("/untyped/") && name.endsWith(".wasm") ? "application/octet-stream" : types[name.split(".").at(-1)];
  if (!type) return response.writeHead(404).end(); // the browser asks for an icon
  response.writeHead(200, { "Content-Type": type });
  response.end(name === "mastoauth.wasm" ? wasm : readFileSync(new URL(name, dist)));
});

let base, browser;
before(async () => {
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${server.address().port}`;
  const flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
});
after(async () => {
  await browser?.close();
  server.close();
});

/** Runs a function in a page that has the package at that path, and returns what it returns. */
async function inPage(work, { policy = strict, path = "/dist/" } = {}) {
  const page = await browser.newPage();
  try {
    const problems = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(`${base}/?policy=${encodeURIComponent(policy)}`);
    // Playwright runs functions past the policy; what they import, the page does under it.
    const result = await page.evaluate(work, `${path}index.js`);
    return { result, problems };
  } finally {
    await page.close();
  }
}

test("works under a strict policy, and leaves the page's globals alone", async () => {
  const { result, problems } = await inPage(async (index) => {
    const names = () => Reflect.ownKeys(globalThis).map(String).join();
    const atFirst = names();
    const { Mastodon } = await import(index);
    const imported = names();
    const answer = await Mastodon.createApp({ how: "live" });
    return { answer, same: names() === atFirst && imported === atFirst };
  });
  assert.deepEqual(result, { answer: "alive", same: true });
  assert.deepEqual(problems, []);
});

test("works beside a page's own variables named as Go's", async () => {
  const { result } = await inPage(async (index) => {
    Object.assign(globalThis, { fs: "mine", process: "mine", path: "mine", Go: "mine" });
    const { Mastodon } = await import(index);
    const answer = await Mastodon.createApp({ how: "live" });
    return [answer, globalThis.fs, globalThis.process, globalThis.path, globalThis.Go];
  });
  assert.deepEqual(result, ["alive", "mine", "mine", "mine", "mine"]);
});

const failure = async (index) => {
  const { Mastodon, isMastodonError } = await import(index);
  const error = await Mastodon.createApp({ how: "live" }).catch((error) => error);
  return { known: isMastodonError(error), name: error.name, code: error.code, text: `${error.message} ${error.hint}` };
};

test("a policy that forbids WebAssembly is named, with the word to add", async () => {
  for (const policy of ["script-src 'self'", "script-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'"]) {
    for (const path of ["/dist/", "/untyped/"]) {
      const { result, problems } = await inPage(failure, { policy, path });
      assert.equal(result.code, "wasm_blocked");
      assert.ok(result.known);
      assert.match(result.text, /Add 'wasm-unsafe-eval' to its script-src\./);
      assert.deepEqual(problems, []);
    }
  }
});

test("a policy that forbids the request is named", async () => {
  const { result } = await inPage(failure, { policy: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'" });
  assert.equal(result.code, "wasm_unreachable");
  assert.equal(result.name, "MastodonNetworkError");
  assert.match(result.text, /connect-src/);
});

for (const [what, path] of [
  ["a host that does not know the type", "/untyped/"],
  ["the place where Vite's optimizer puts the script", "/node_modules/.vite/deps/"],
]) {
  test(`loads from ${what}`, async () => {
    const { result, problems } = await inPage(async (index) => (await import(index)).Mastodon.createApp({ how: "live" }), { path });
    assert.equal(result, "alive");
    assert.deepEqual(problems, []);
  });
}

const deaths = ["panic", "panic in the call", "exit", "end", "block", "recurse", "recurse later", "return nothing"];
test("after each death all that wait are told, the next call works, and the page sees no error", async () => {
  for (const how of deaths) {
    const page = await browser.newPage();
    const problems = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(base);
    const result = await page.evaluate(async (how) => {
      const { Mastodon } = await import("/dist/index.js");
      await Mastodon.createApp({ how: "live" });
      const waiting = Mastodon.createApp({ how: "wait" }).catch((error) => error.code);
      const deadly = Mastodon.createApp({ how }).catch((error) => error.code);
      return [await deadly, await waiting, await Mastodon.createApp({ how: "live" })];
    }, how);
    await page.close();
    assert.deepEqual({ how, result, problems }, { how, result: ["module_stopped", "module_stopped", "alive"], problems: [] });
  }
});

test("an error that came from another frame is known", async () => {
  const { result } = await inPage(async (index) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const { isMastodonError, MastodonError } = await import(index);
    const foreign = new frame.contentWindow.Error("x");
    foreign[frame.contentWindow.Symbol.for("mastoauth.error")] = true;
    foreign.code = "aborted";
    return [isMastodonError(foreign, "aborted"), foreign instanceof MastodonError, isMastodonError(new frame.contentWindow.Error("x"))];
  });
  assert.deepEqual(result, [true, false, false]);
});
