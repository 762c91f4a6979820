// Makes dist/index.js of wasm/*.ts: one small file, so that a page without a bundler does not load one after another. Go's
// wasm_exec.js stays apart, because a page needs it no sooner than the module.
//
//   node wasm/bundle.mjs OUT

import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build } from "esbuild";

const out = process.argv[2];
const { outputFiles } = await build({
  entryPoints: [new URL("index.ts", import.meta.url).pathname],
  outfile: out,
  bundle: true,
  external: ["./wasm_exec.js"],
  format: "esm",
  target: "es2022",
  minify: true,
  lineLimit: 160, // so that the comment below shifts the source map of its own line only
  sourcemap: true,
  logLevel: "warning",
  write: false,
});

// webpack would load a file of its own through a script element, which Trusted Types forbid; this makes it keep both
// together. It is put in here because the minifier drops comments.
const lazy = 'import("./wasm_exec.js")';
for (const { path, text } of outputFiles) {
  const script = path.endsWith(".js");
  if (script && text.split(lazy).length !== 2) throw new Error(`bundle.mjs: ${lazy} is not in ${dirname(out)}/index.js once`);
  writeFileSync(path, script ? text.replace(lazy, 'import(/* webpackMode: "eager" */"./wasm_exec.js")') : text);
}
