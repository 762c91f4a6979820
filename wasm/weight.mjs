// What a page loads, weighed: the module beside the floor (the smallest module that links safejs, built with the same flags),
// and the JavaScript. "make size" and "make bench" both print these figures.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotli, gzip } from "./compression.mjs";

/** The two figures that have a goal, by the names that budget.json gives them. */
export const goals = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));

/** Weighs what is in dist; floorFile is the floor's module. Both modules have their compressed forms beside them. */
export function weigh(dist, floorFile) {
  const [floor, module] = [["floor", floorFile], ["mastoauth.wasm", join(dist, "mastoauth.wasm")]].map(([name, file]) => (
    { name, raw: statSync(file).size, gzip: statSync(`${file}.gz`).size, brotli: statSync(`${file}.br`).size }));
  const script = (name, ...files) => {
    const bytes = Buffer.concat(files.map((file) => readFileSync(file)));
    return { name, raw: bytes.length, gzip: gzip(bytes).length, brotli: brotli(bytes).length };
  };
  const eager = script("index.js", ...withImports(join(dist, "index.js")));
  const lazy = ["later.js", "wasm_exec.js"].map((name) => script(name, join(dist, name)));
  const ratio = Object.fromEntries(["raw", "gzip", "brotli"].map((by) => [by, module[by] / floor[by]]));
  const [ofModule, ofScript] = Object.keys(goals);
  return { modules: [floor, module], ratio, scripts: [eager, ...lazy], found: { [ofModule]: ratio.brotli, [ofScript]: eager.gzip / 1000 } };
}

/** A script and all that it imports at once, and not only later by import(). */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  const imported = readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+)"/g);
  return [file, ...Array.from(imported).flatMap(([, path]) => withImports(join(file, "..", path), seen))];
}
