// Builds dist/wasm_exec.js: Go's wasm_exec.js as an ES module with its own scope (wasm_exec.head.js), and the version of the package.
// Go's file comes from the toolchain that builds the module, since the two must match.
//
//   node wasm/build/wasm_exec.mjs GOROOT OUT

import { readFileSync, writeFileSync } from "node:fs";
import { transformSync } from "esbuild";

const [goroot, out] = process.argv.slice(2);
const beside = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const { version } = JSON.parse(beside("../../package.json"));

// Go's file must contain each of these once. If a release of Go changes one, the build fails here, and not the page later.
let source = readFileSync(`${goroot}/lib/wasm/wasm_exec.js`, "utf8");
replace("fs.writeSync(fd, new Uint8Array(", "globalThis.fs.writeSync(fd, new Uint8Array("); // the only use of a bare global that it made
replace('"use strict";\n', ""); // every module is strict
for (const used of ["globalThis.Go = class", "\t\t_resume() {", "this._scheduledTimeouts = new Map()", "this._inst = instance"]) {
  replace(used, used); // checks that the members that the loader uses are there
}
for (const [, name] of source.matchAll(/globalThis\.(\w+) = /g)) {
  if (!["fs", "process", "path", "Go"].includes(name)) fail(`it sets another global, ${name}: add it to wasm_exec.head.js`);
}

const wrapped = `${beside("wasm_exec.head.js")}${source}  return globalThis;\n}\nexport const version = ${JSON.stringify(version)};\n`;
const notice = "// Go's wasm_exec.js, wrapped. Copyright 2018 The Go Authors; BSD licence, https://go.dev/LICENSE\n";
writeFileSync(out, notice + transformSync(wrapped, { minify: true, format: "esm", target: "es2022" }).code);

function replace(old, replacement) {
  const count = source.split(old).length - 1;
  if (count !== 1) fail(`“${old.trim()}” is in it ${count} times, and once was expected`);
  source = source.replace(old, () => replacement);
}

function fail(problem) {
  console.error(`wasm_exec.mjs: Go's wasm_exec.js is not the one that this was written for: ${problem}.`);
  process.exit(1);
}
