// What a page loads, weighed: the module beside Go's own smallest ones, and the JavaScript beside its peers'. "make size" and
// "make bench" both print these figures.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { brotli, gzip } from "./compression.mjs";

/** Go's own modules in the cache, by their files: what is in them. */
const plain = { "floor.wasm": "smallest with safejs", "empty.wasm": "Go's empty module" };

/**
 * Weighs what is in dist, what "make" built beside it in cache, and the peers: one script in that folder for each. All
 * modules have their compressed forms beside them. Resolves to lists of { name, raw, gzip, brotli }, and to what was
 * found of that which has a budget.
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

/** A peer as a page loads it: with what it is imported for, minified, all in one. */
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

/** A script and all that it imports at once, and not only later by import(). */
function filesOf(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  const imported = readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+)"/g);
  return [file, ...Array.from(imported).flatMap(([, path]) => filesOf(join(file, "..", path), seen))];
}
