// Prints what a page loads: the module beside the floor (the smallest module that links safejs, built with the same flags),
// the heaviest packages of both, and the JavaScript. Fails above the budget. CACHE holds floor.wasm, and as named.wasm and
// floor.named.wasm both modules with the names of their functions.
//
//   node wasm/size.mjs DIST CACHE BUDGET.json

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotli, gzip } from "./compression.mjs";
import { packages } from "./heaviest.mjs";

const [dist, cache, budgetFile] = process.argv.slice(2);
const weigh = (name, bytes) => ({ name, raw: bytes.length, gzip: gzip(bytes).length, brotli: brotli(bytes).length });

const floor = weigh("floor", readFileSync(join(cache, "floor.wasm")));
const module = weigh("mastoauth.wasm", readFileSync(join(dist, "mastoauth.wasm")));
const eager = weigh("index.js", Buffer.concat(withImports(join(dist, "index.js")).map((file) => readFileSync(file))));
const lazy = ["later.js", "wasm_exec.js"].map((file) => weigh(file, readFileSync(join(dist, file))));

print(["", "raw", "gzip", "brotli"]);
for (const row of [floor, module]) print([row.name, row.raw, row.gzip, row.brotli]);
print(["ratio", ...["raw", "gzip", "brotli"].map((by) => ratio(by).toFixed(3))]);
for (const row of [eager, ...lazy]) print([row.name, row.raw, row.gzip, row.brotli]);

const [ours, theirs] = ["named.wasm", "floor.named.wasm"].map((file) => packages(readFileSync(join(cache, file))));
print(["", "code, raw", "floor"]);
for (const [name, bytes] of [...ours].sort(([, a], [, b]) => b - a).slice(0, 10)) print([name, bytes, theirs.get(name) ?? 0]);

const found = {
  "ratio of the module to the floor, brotli": ratio("brotli"),
  "JavaScript before the first call, gzip": eager.gzip,
};
for (const [what, limit] of Object.entries(JSON.parse(readFileSync(budgetFile, "utf8")))) {
  if (!(what in found)) throw new Error(`${budgetFile} names something that is not measured: ${what}`);
  const over = found[what] > limit;
  console.log(`${over ? "ABOVE" : "within"} the budget: ${what}: ${Number(found[what].toFixed(3))}, at most ${limit}`);
  if (over) process.exitCode = 1;
}

function ratio(by) {
  return module[by] / floor[by];
}

/** A script and all that it imports at once, and not only later by import(). */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  const imported = readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+)"/g);
  return [file, ...Array.from(imported).flatMap(([, path]) => withImports(join(file, "..", path), seen))];
}

function print([name, ...figures]) {
  console.log(name.padEnd(24) + figures.map((figure) => String(figure).padStart(10)).join(""));
}
