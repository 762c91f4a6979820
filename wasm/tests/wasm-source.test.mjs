// The source of the module, and the errors if something else is delivered.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { dist, freshPackage, crashingModule, rejection } from "./package-copies.mjs";

const wasm = crashingModule();
const damaged = Buffer.concat([wasm.subarray(0, 1000), Buffer.alloc(200, 0xff)]);
const page = "<!doctype html><title>Not here</title>";

/** What the server has, by path: type, body, and the status if it is not 200. */
const files = {
  "/good.wasm": ["application/wasm", wasm],
  "/parameters.wasm": ["application/wasm; charset=binary", wasm],
  "/octets.wasm": ["application/octet-stream", wasm],
  "/typeless.wasm": [undefined, wasm],
  "/page.wasm": ["text/html", page],
  "/spaced-page.wasm": ["text/html; charset=utf-8", `\n  ${page}`],
  "/missing.wasm": ["text/html", page, 404],
  "/broken.wasm": ["text/plain", "oops", 503],
  "/empty.wasm": ["application/octet-stream", ""],
  "/other.wasm": ["application/octet-stream", "PK\u0003\u0004"],
  "/damaged.wasm": ["application/wasm", damaged],
  "/damaged-octets.wasm": ["application/octet-stream", damaged],
  "/node_modules/.vite/deps/mastoauth.wasm": ["text/html", page],
  "/node_modules/mastoauth/dist/mastoauth.wasm": ["application/wasm", wasm],
  "/base/node_modules/.vite/deps_ssr/mastoauth.wasm": ["text/html", page],
  "/base/node_modules/mastoauth/dist/mastoauth.wasm": ["text/html", page],
};

let base;
let asked = [];
const server = createServer((request, response) => {
  const path = request.url.replace(/\?.*/, "");
  asked.push(path);
  const [type, body, status = 200] = files[path] ?? ["text/plain", "", 404];
  response.writeHead(status, type ? { "Content-Type": type } : {}).end(body);
});
before(async () => {
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${server.address().port}`;
});
beforeEach(() => (asked = []));
after(() => server.close());

async function works({ Mastodon }) {
  assert.equal(await Mastodon.createApp({ how: "live" }), "alive");
}

const ways = {
  "an address": () => `${base}/good.wasm`,
  "a URL": () => new URL(`${base}/good.wasm`),
  "a type with parameters": () => `${base}/parameters.wasm`,
  "a wrong type": () => `${base}/octets.wasm`,
  "no type": () => `${base}/typeless.wasm`,
  "a response": () => fetch(`${base}/good.wasm`),
  "a response that came": async () => await fetch(`${base}/octets.wasm`),
  bytes: () => wasm,
  "an ArrayBuffer": () => wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length),
  "a part of a buffer": () => Buffer.concat([Buffer.alloc(8), wasm]).subarray(8),
  "a module": () => new WebAssembly.Module(wasm),
  "the file that Vite's optimizer left behind": () => `${base}/node_modules/.vite/deps/mastoauth.wasm`,
};
for (const [name, source] of Object.entries(ways)) {
  test(`load takes ${name}`, async () => {
    const pkg = await freshPackage();
    await pkg.load({ wasm: source() });
    await works(pkg);
  });
}

const failures = [
  ["/page.wasm", "wasm_not_found", /a web page came/],
  ["/spaced-page.wasm", "wasm_not_found", /a web page came/],
  ["/missing.wasm", "wasm_not_found", /status 404/],
  ["/broken.wasm", "wasm_not_found", /status 503/],
  ["/empty.wasm", "wasm_not_found", /an empty file came/],
  ["/other.wasm", "wasm_not_found", /begins with the bytes 50 4b 03 04/],
  ["/damaged.wasm", "wasm_damaged", /damaged/],
  ["/damaged-octets.wasm", "wasm_damaged", /damaged/],
  ["/base/node_modules/.vite/deps_ssr/mastoauth.wasm", "wasm_not_found", /a web page came/, /optimizeDeps: \{ exclude: \["mastoauth"\] \}/],
];
for (const [path, code, message, hint = /load\(\{ wasm: "\/mastoauth\.wasm" \}\)|Try again/] of failures) {
  test(`${path} is ${code}, and the next call tries again`, async () => {
    const pkg = await freshPackage();
    const error = await rejection(pkg.load({ wasm: `${base}${path}?signature=s3cret#part` }));
    assert.equal(error.code, code);
    assert.equal(error.op, "load");
    assert.match(error.message, message);
    assert.match(error.message, new RegExp(`${base}${path}[ ,]`));
    assert.match(error.hint, hint);
    assert.doesNotMatch(`${error} ${error.hint}`, /s3cret/);
    // Without a new address it goes to the same one.
    asked = [];
    assert.equal((await rejection(pkg.Mastodon.createApp({ how: "live" }))).code, code);
    assert.equal(asked[0], path);
    await pkg.load({ wasm: `${base}/good.wasm` });
    await works(pkg);
  });
}

test("a server that is not there is wasm_unreachable", async () => {
  const pkg = await freshPackage();
  const error = await rejection(pkg.load({ wasm: "http://127.0.0.1:1/mastoauth.wasm" }));
  assert.equal(error.code, "wasm_unreachable");
  assert.ok(error instanceof pkg.MastodonNetworkError);
  assert.match(error.hint, /Check the connection.*load\(\{ wasm \}\)/);
  assert.doesNotMatch(error.hint, /page|browser/);
});

test("a file that is not there is wasm_unreachable", async () => {
  const pkg = await freshPackage();
  const error = await rejection(pkg.load({ wasm: new URL("nowhere.wasm", import.meta.url) }));
  assert.equal(error.code, "wasm_unreachable");
  assert.match(error.message, /nowhere\.wasm/);
  assert.match(error.hint, /Check the path/);
});

test("bytes that are none name load", async () => {
  const pkg = await freshPackage();
  const error = await rejection(pkg.load({ wasm: new TextEncoder().encode(page) }));
  assert.match(error.message, /what was given to load\(\).*a web page came/);
});

test("all callers share one request", async () => {
  const pkg = await freshPackage();
  await Promise.all([pkg.load({ wasm: `${base}/good.wasm` }), pkg.load(), works(pkg), works(pkg)]);
  await pkg.load({ wasm: `${base}/good.wasm` });
  assert.deepEqual(asked, ["/good.wasm"]);
});

test("a module that died is not loaded again", async () => {
  const pkg = await freshPackage();
  await pkg.load({ wasm: `${base}/good.wasm` });
  await rejection(pkg.Mastodon.createApp({ how: "exit 0" }));
  await works(pkg);
  assert.deepEqual(asked, ["/good.wasm"]);
});

test("a response that was no module is not asked for again", async () => {
  const pkg = await freshPackage();
  assert.equal((await rejection(pkg.load({ wasm: fetch(`${base}/page.wasm`) }))).code, "wasm_not_found");
  await pkg.load(); // now the package's own file
});

test("an unknown option of load is refused", async () => {
  const pkg = await freshPackage();
  const error = await rejection(pkg.load({ wasmUrl: "/x.wasm" }));
  assert.ok(error instanceof pkg.MastodonIllegalArgumentError);
  assert.equal(error.code, "option_unknown");
  assert.match(error.message, /wasmUrl/);
});

test("a runtime without WebAssembly is told so", async () => {
  const pkg = await freshPackage();
  const own = globalThis.WebAssembly;
  delete globalThis.WebAssembly;
  try {
    const error = await rejection(pkg.load({ wasm }));
    assert.equal(error.code, "wasm_blocked");
    assert.match(error.message, /this runtime has WebAssembly switched off/);
  } finally {
    Object.defineProperty(globalThis, "WebAssembly", { value: own, configurable: true, writable: true });
  }
});

test("a load that is stuck is called off at once, and the next one begins anew", async () => {
  const pkg = await freshPackage();
  const controller = new AbortController();
  const stuck = pkg.load({ wasm: new Promise(() => {}), signal: controller.signal });
  const patient = pkg.Mastodon.createApp({ how: "live" });
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  const error = await rejection(stuck);
  assert.deepEqual([error.name, error.code, error.op], ["MastodonNetworkError", "aborted", "load"]);
  await pkg.load({ wasm: `${base}/good.wasm` });
  assert.equal(await patient, "alive", "whoever waits on has the one that came");
  assert.equal((await rejection(pkg.load({ signal: controller.signal, wasm: `${base}/good.wasm` }).then(() => { throw "loaded"; }))), "loaded", "it is there");
  assert.deepEqual(asked, ["/good.wasm"]);
});

test("a load that nobody calls off ends by itself, as a timeout", async (context) => {
  const pkg = await freshPackage();
  await import(`${dist}lazy.js`); // so that it waits for the module alone
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const told = rejection(pkg.load({ wasm: new Promise(() => {}) }));
  await new Promise((resolve) => setImmediate(resolve));
  context.mock.timers.tick(120_000);
  const error = await told;
  assert.ok(error instanceof pkg.MastodonReadTimeout);
  assert.equal(error.code, "timeout");
  context.mock.timers.reset();
  await pkg.load({ wasm: `${base}/good.wasm` });
  await works(pkg);
});
