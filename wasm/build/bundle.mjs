// Builds dist/. index.js, from wasm/index.ts, is one small file, so that a page without a bundler does not load a chain of files.
// The code that a page does not need before the module is in lazy.js, and Go's is in wasm_exec.js. messages.js has the error messages
// in English; each other language has a file of its own. frameworks/ has a file for each framework. The tag is element.js. It contains the
// English texts too, because a required file is one more file that can fail to load. service-worker.js is all of it but the tag, in one
// file: browsers refuse import() in service workers.
//
//   node wasm/build/bundle.mjs OUT [INTEGRITY]
//
// With INTEGRITY ("sha384-…"), the loader refuses a module that has another hash.

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [, , out, integrity = ""] = process.argv;
const wasm = fileURLToPath(new URL("..", import.meta.url));
const lazy = ["./lazy.js", "./messages.js", "./wasm_exec.js"];
const languages = readdirSync(join(wasm, "messages")).map((file) => /^([a-z]{2})\.ts$/.exec(file)?.[1]).filter((name) => name && name !== "en");

/** The files in dist that stay separate, by their source. */
const places = {
  "index": "./index.js", "lazy/entry": "./lazy.js", "messages/user-message": "./messages.js", "module/wasm_exec": "./wasm_exec.js",
  ...Object.fromEntries(languages.map((name) => [`messages/${name}`, `./messages/${name}.js`])),
};

const beside = (name) => resolve(dirname(out), name);

const apartFrom = (external) => ({
  name: "apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const place = places[relative(wasm, join(resolveDir, path)).replace(/\.js$/, "")];
      if (external.includes(place)) return { path: place, external: true };
      return place === "./wasm_exec.js" ? { path: beside("wasm_exec.js") } : undefined;
    });
  },
});

const spoken = languages.map((name) => `./messages/${name}.js`);

const frameworks = ["react", "vue", "svelte"];

const bundle = (from, to, external = lazy) => build({
  entryPoints: [join(wasm, from)],
  outfile: to,
  bundle: true,
  plugins: [apartFrom(external)],
  packages: "external", // the frameworks
  format: "esm",
  target: "es2022",
  define: { MODULE_INTEGRITY: JSON.stringify(integrity) },
  minify: true,
  lineLimit: 5000, // so that the comment inserted below shifts the source map of only one line
  sourcemap: true,
  logLevel: "warning",
  write: false,
  metafile: true,
});

const [index, rest, ...apart] = await Promise.all([
  bundle("index.ts", out),
  bundle("lazy/entry.ts", beside("lazy.js"), ["./messages.js"]),
  bundle("index.ts", beside("service-worker.js"), []),
  bundle("element.ts", beside("element.js"), ["./index.js", ...spoken]),
  bundle("messages/user-message.ts", beside("messages.js"), spoken),
  ...languages.map((name) => bundle(`messages/${name}.ts`, beside(`messages/${name}.js`), [])),
  ...frameworks.map((name) => bundle(`frameworks/${name}.ts`, beside(`frameworks/${name}.js`), [])),
]);
const twice = Object.keys(rest.metafile.inputs).filter((file) => file in index.metafile.inputs);
if (twice.length > 0) throw new Error(`bundle.mjs: ${twice} would be in both files, and what it holds would exist twice`);
for (const folder of ["messages", "frameworks"]) mkdirSync(beside(folder), { recursive: true });
for (const { outputFiles } of apart) write(outputFiles, []);
write(index.outputFiles, lazy);
write(rest.outputFiles, ["./messages.js"]);

// webpack loads separate files with a script element, which Trusted Types forbid. This comment makes webpack keep all in one file.
// It is inserted here because the minifier removes comments.
function write(files, imports) {
  for (const { path, text } of files) writeFileSync(path, path.endsWith(".js") ? imports.reduce(eager, computed(text)) : text);
}

function eager(text, file) {
  const lazy = `import("${file}")`;
  if (text.split(lazy).length !== 2) throw new Error(`bundle.mjs: ${lazy} is not there once`);
  return text.replace(lazy, `import(/*webpackMode:"eager"*/"${file}")`);
}

/** Hides the retry URLs of lazy-import.ts from bundlers, which would warn that they cannot resolve them. */
function computed(text) {
  for (const [, address, file] of text.matchAll(/"([^"]*)",\(\)=>import\("([^"]*)"\)/g)) {
    if (address !== file) throw new Error(`bundle.mjs: ${file} is asked for as ${address} after a failure`);
  }
  return text.replace("import(new URL(", "import(/*webpackIgnore:true*//*@vite-ignore*/new URL(");
}
