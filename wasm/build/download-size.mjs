// The sizes of what a page loads: the module compared with Go's smallest ones, and the JavaScript compared with that of its peers.
// "make size" and "make bench" print them.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { brotli, gzip } from "./compression.mjs";

/** Go's smallest modules in the cache: what is in them, by file. */
const plain = { "floor.wasm": "smallest with safejs", "empty.wasm": "Go's empty module" };

/**
 * Measures the files in dist, those that "make" built in cache, and the peers, each of which has a script in its folder. All modules
 * have their compressed forms beside them. Resolves to lists of { name, raw, gzip, brotli }, and to the sizes that have a budget.
 */
export async function weigh(dist, cache, peers) {
  const module = moduleAt(join(dist, "mastoauth.wasm"), "mastoauth.wasm");
  const eager = script("index.js", filesOf(join(dist, "index.js")));
  const lazy = ["lazy.js", "wasm_exec.js"].map((name) => script(name, [join(dist, name)]));
  return {
    modules: [module, ...Object.entries(plain).map(([file, name]) => moduleAt(join(cache, file), name))],
    scripts: [eager, ...lazy],
    peers: await Promise.all(readdirSync(peers).map((file) => bundled(join(peers, file)))),
    found: { module: module.brotli, scripts: eager.gzip },
  };
}

function moduleAt(file, name) {
  return { name, raw: statSync(file).size, gzip: statSync(`${file}.gz`).size, brotli: statSync(`${file}.br`).size };
}

const script = (name, files) => weighed(name, Buffer.concat(files.map((file) => readFileSync(file))));

/** A peer as a page loads it: only the imported functions, minified, in one file. */
async function bundled(file) {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, minify: true, format: "esm", target: "es2022", write: false, logLevel: "warning" });
  const version = JSON.parse(readFileSync(join(file, "../../node_modules", packageOf(file), "package.json"), "utf8")).version;
  return weighed(`${packageOf(file)} ${version}`, Buffer.from(outputFiles[0].contents));
}

/** The package that a peer's script imports. */
const packageOf = (file) => /from "([^."][^"]*)"/.exec(readFileSync(file, "utf8"))[1];

function weighed(name, bytes) {
  return { name, raw: bytes.length, gzip: gzip(bytes).length, brotli: brotli(bytes).length };
}

/** A script and its static imports, without those by import(). */
function filesOf(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  const imported = readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+)"/g);
  return [file, ...Array.from(imported).flatMap(([, path]) => filesOf(join(file, "..", path), seen))];
}
