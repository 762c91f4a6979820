// In Node, what an error says speaks of no page, no browser and no tab. The tests of the browser have the other texts.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { freshPackage, crashingModule, rejection } from "./package-copies.mjs";

const wasm = crashingModule();
const ofBrowsers = /\b(page|pages|browser|browsers|tab|tabs|site|extension|CORS)\b/i;
const source = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

/** The codes whose texts are the browser's in jsbind and wasm/module, with such a text. */
const raw = {
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
    const error = await rejection(new pkg.Mastodon({ storage: { refusal: { name: "MastodonError", code, message, hint } } }).preferences());
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

test("no text of package core speaks of a tab, or of this browser", () => {
  const files = readdirSync(new URL("../../core/", import.meta.url)).filter((name) => /(?<!_test)\.go$/.test(name));
  assert.ok(files.length > 30);
  for (const file of files) {
    const code = source(`core/${file}`).replaceAll(/(^|\s)\/\/.*$/gm, "");
    for (const [, text] of code.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)) assert.doesNotMatch(text, /\b(tab|tabs|this browser|this page(?! or program))\b/, file);
  }
});
