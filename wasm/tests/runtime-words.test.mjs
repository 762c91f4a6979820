// In Node, what an error says speaks of no page, no browser and no tab. The tests of the browser have the other texts.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { crashingModule, dist, freshPackage, refusing, rejection } from "./package-copies.mjs";

const wasm = crashingModule();
const ofBrowsers = /\b(page|pages|browser|browsers|tab|tabs|site|extension|CORS|e-mail|ensureScopes)\b/i;
const source = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

/** The codes whose texts are the browser's in jsbind and wasm/module, with such a text. */
const raw = {
  callback_empty: ["this address holds no answer of a login.", "This is normal after an e-mail was confirmed."],
  insufficient_scope: ["a.example does not allow this.", "Log in again, or use a session's ensureScopes."],
  network: ["the server could not be reached.", "An extension or its settings (CORS) may block this page."],
  server_not_found: ["no server answers at a.example.", "An extension may also block it."],
  crypto_unavailable: ["this browser offers this page no cryptography.", "Open the page through https."],
  storage_blocked: ["this browser does not let the page store anything.", "Allow the page to store data."],
  storage_full: ["there is no room left to store the login.", "Clear some of this site's data."],
  wasm_memory: ["there is not enough memory for the module.", "Close other pages, then try again."],
  wasm_stale: ["an old copy of mastoauth.wasm is in use.", "Reload the page without the cache."],
};

for (const [code, [message, hint]] of Object.entries(raw)) {
  test(`${code} is told in words of the runtime`, async () => {
    const pkg = await freshPackage();
    await pkg.load({ wasm });
    const error = await rejection(new pkg.Mastodon({ storage: refusing({ name: "MastodonError", code, message, hint }) }).preferences());
    assert.equal(error.code, code);
    assert.doesNotMatch(`${error.message} ${error.hint}`, ofBrowsers);
  });
}

test("each text of the bridge and of the module that speaks of a browser has other words outside of one", () => {
  for (const file of ["jsbind/crypto.go", "jsbind/fetch.go", "jsbind/localstorage.go", "wasm/module/go-program.ts"]) {
    const code = source(file);
    for (const [whole, text] of code.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)) {
      if (!/ /.test(text) || !/\b(page|browser|tab|site)/.test(text)) continue;
      const codes = [...code.slice(0, code.indexOf(whole)).matchAll(/"([a-z]+_[a-z_]+|network)"|core\.(Code\w+)/g)];
      const [, quoted, constant] = codes.at(-1);
      assert.ok(Object.hasOwn(raw, quoted ?? new RegExp(`\\b${constant} Code = "(\\w+)"`).exec(source("core/error_codes.go"))[1]) || /insecure/.test(code.slice(code.indexOf(whole) - 60, code.indexOf(whole))), `${file}: ${text}`);
    }
  }
});

test("each hint of package core that speaks of a browser, or of a session, has other words outside of one", () => {
  const codes = { hintCallbackEmpty: "callback_empty", hintScopeMissing: "insufficient_scope", hintServerNotFound: "server_not_found" };
  const hints = [...source("core/hints_js.go").matchAll(/^\t(\w+) += "(.*)"$/gm)].filter(([, , text]) => ofBrowsers.test(text));
  assert.deepEqual(hints.map(([, name]) => name).sort(), Object.keys(codes).sort());
  for (const code of Object.values(codes)) assert.ok(Object.hasOwn(raw, code), code);
});

test("a reason of the network keeps its own hint", async () => {
  const { Mastodon } = await freshPackage();
  const fetch = async () => { throw Object.assign(new Error("x"), { code: "ECONNREFUSED" }); };
  const { reason, hint } = await rejection(new Mastodon({ apiBaseUrl: "https://a.example", accessToken: "token-1", fetch }).preferences());
  assert.deepEqual([reason, hint], ["down", "Check the address and its port; the server may be down."]);
});

test("where there is no page, a sign-in and a sign-up name what a program calls", async () => {
  const auth = (await freshPackage()).createAuth({ clientName: "x" });
  assert.match((await rejection(auth.signIn("a.example"))).hint, /createApp, authRequestUrl and logIn.*docs\/bots\.md.*launch/);
  assert.match((await rejection(auth.signUp("a.example", {}))).hint, /createApp and createAccount/);
});

test("who has written launch is told what it resolves to, and nothing of an e-mail", async () => {
  const answers = { client_id: "id-1", client_secret: "secret-1", version: "4.5.0", domain: "a.example", title: "A" };
  const fetch = async () => new Response(JSON.stringify(answers), { headers: { "Content-Type": "application/json" } });
  const auth = (await freshPackage()).createAuth({ clientName: "x", redirectUri: "https://app.example/", fetch });
  const error = await rejection(auth.signIn("a.example", { launch: async () => "https://app.example/" }));
  assert.equal(error.code, "callback_empty");
  assert.match(error.hint, /^launch has to resolve to the whole address/);
  assert.ok(error.message);
});

test("a Cloudflare Worker has the globals of a page's worker, and is told nothing of pages", async (t) => {
  const given = { WorkerGlobalScope: class {}, navigator: { userAgent: "Cloudflare-Workers" } };
  for (const [name, value] of Object.entries(given)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() => (before ? Object.defineProperty(globalThis, name, before) : delete globalThis[name]));
  }
  const pkg = await freshPackage();
  await pkg.load({ wasm: await WebAssembly.compile(readFileSync(new URL("mastoauth.wasm", dist))) });
  const store = { getItem: () => null, setItem() {}, removeItem() {} };
  const fetch = async () => { throw new Error("Network connection lost."); };
  const client = new pkg.Mastodon({ apiBaseUrl: "https://a.example", accessToken: "token-1", mastodonVersion: "4.5.0", storage: store, fetch });
  const { steps } = await pkg.Mastodon.diagnose({ server: "a.example", storage: store, fetch, lang: "en" });
  assert.deepEqual(steps.filter(({ verdict }) => verdict === "skipped").map(({ name }) => name).slice(0, 2), ["online", "policy"]);
  for (const call of [client.preferences(), pkg.Mastodon.findServer({ server: "a.example", storage: store, fetch }), pkg.createAuth({ clientName: "x", storage: store }).signIn("a.example")]) {
    const { code, message, hint } = await rejection(call);
    assert.doesNotMatch(`${message} ${hint}`, code === "browser_missing" ? /Call it in the page/ : ofBrowsers, code);
  }
});

test("no text of package core speaks of a tab, or of this browser", () => {
  const files = readdirSync(new URL("../../core/", import.meta.url)).filter((name) => /(?<!_test)\.go$/.test(name));
  assert.ok(files.length > 30);
  for (const file of files) {
    const code = source(`core/${file}`).replaceAll(/(^|\s)\/\/.*$/gm, "");
    for (const [, text] of code.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)) assert.doesNotMatch(text, /\b(tab|tabs|this browser|this page(?! or program))\b/, file);
  }
});
