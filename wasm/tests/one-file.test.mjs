// The package in one file, as esbuild's iife and cjs output, and each entry where there is nothing but the language: importing asks
// nothing of its environment. A call then needs to be told where the module is, and the error says so.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import { build } from "esbuild";
import { crashingModule, dist, rejection } from "./package-copies.mjs";

const require = createRequire(import.meta.url);
const wasm = crashingModule();
const entries = ["index.js", "element.js", "lazy.js", "messages.js"];
const formats = ["iife", "cjs"];
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "one-file-"));
  writeFileSync(join(folder, "crashing.wasm"), wasm);
});
after(() => rmSync(folder, { recursive: true }));

/** An entry of the package in one file. Nothing is left to be imported, but for what is tried again under another address. */
async function bundled(entry, format) {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL(entry, dist))], bundle: true, format, globalName: "mastoauth", write: false, metafile: true, logLevel: "silent", outdir: "out",
  });
  assert.equal(outputFiles.length, 1);
  return { code: outputFiles[0].text, inputs: Object.keys(metafile.inputs).map((file) => file.replace(/.*\//, "")) };
}

/** What each environment has beside the language. */
const environments = {
  "nothing but the language": {},
  "a server": { URL, fetch, setTimeout, clearTimeout, TextEncoder, TextDecoder, AbortController, process },
  "a Worker": { URL, fetch, self: {}, WorkerGlobalScope: class {}, navigator: { userAgent: "Cloudflare-Workers" } },
  "a page that may read nothing": Object.defineProperties({ document: {} }, Object.fromEntries(
    ["localStorage", "sessionStorage", "navigator", "location", "BroadcastChannel", "fetch", "crypto"].map((name) => [name, { enumerable: true, get() { throw new Error(`${name} was read`); } }]),
  )),
};

for (const [name, globals] of Object.entries(environments)) {
  for (const entry of entries) {
    for (const format of formats) {
      test(`${entry} as ${format} is imported where there is ${name}`, async () => {
        const { code } = await bundled(entry, format);
        const context = vm.createContext(Object.defineProperties({ module: { exports: {} } }, Object.getOwnPropertyDescriptors(globals)));
        const exports = vm.runInContext(format === "cjs" ? `${code}; module.exports` : `${code}; mastoauth`, context);
        assert.ok(Object.keys(exports).length > 0);
      });
    }
  }
}

test("one file has all that a call loads", async () => {
  const { inputs } = await bundled("index.js", "iife");
  for (const file of ["lazy.js", "wasm_exec.js", "messages.js", "de.js"]) assert.ok(inputs.includes(file), file);
});

/** The package as a program in CommonJS has it. */
async function required() {
  const { code } = await bundled("index.js", "cjs");
  const file = join(folder, `${Math.random()}.cjs`);
  writeFileSync(file, code);
  return require(file);
}

/** The package as a script of a page has it, with the globals of this program. */
async function script() {
  const { code } = await bundled("index.js", "iife");
  return new Function(`${code}; return mastoauth;`)();
}

for (const [name, made] of Object.entries({ "a program in CommonJS": required, "a script": script })) {
  test(`${name} is told to say where the module is, and each way to say it works`, async () => {
    const pkg = await made();
    for (const call of [() => pkg.Mastodon.createApp({ how: "live" }), () => new pkg.Mastodon().preferences(), () => pkg.load()]) {
      const error = await rejection(call());
      assert.ok(error instanceof pkg.MastodonError);
      assert.equal(error.code, "wasm_not_found");
      assert.match(error.hint, /load\(\{ wasm/);
      assert.match(await error.userMessage("en"), /\w/);
    }
    const ways = {
      module: () => new WebAssembly.Module(wasm), "module of another realm": () => vm.runInNewContext("new WebAssembly.Module(bytes)", { bytes: new Uint8Array(wasm), WebAssembly }),
      bytes: () => wasm, "promise of bytes": async () => wasm, "promise of a module": async () => new WebAssembly.Module(wasm),
      "an import": async () => Object.freeze({ __proto__: null, default: new WebAssembly.Module(wasm) }), response: async () => new Response(wasm),
      path: () => join(folder, "crashing.wasm"), URL: () => pathToFileURL(join(folder, "crashing.wasm")), "text of a URL": () => String(pathToFileURL(join(folder, "crashing.wasm"))),
    };
    for (const [way, source] of Object.entries(ways)) {
      const fresh = await made();
      await fresh.load({ wasm: source() });
      assert.equal(await fresh.Mastodon.createApp({ how: "live" }), "alive", way);
    }
    for (const none of [7, true, {}, [], () => wasm, null, { default: 7 }]) {
      const error = await rejection((await made()).load({ wasm: none }));
      assert.ok(["option_invalid", "wasm_not_found"].includes(error.code), `${typeof none}: ${error.code}`);
      assert.match(`${error.message} ${error.hint}`, /WebAssembly\.Module/);
    }
  });
}

test("in Node, a path that leads nowhere is wasm_unreachable, and the hint speaks of no page", async () => {
  const error = await rejection((await required()).load({ wasm: "./nowhere/mastoauth.wasm" }));
  assert.equal(error.code, "wasm_unreachable");
  assert.match(error.hint, /load\(\{ wasm \}\)/);
  assert.doesNotMatch(error.hint, /page|browser|http/);
  assert.match(readFileSync(new URL("../../docs/options.md", import.meta.url), "utf8"), /path/);
});
