// Prints what a page loads, the heaviest packages of the module beside those of the floor, and whether the goals are met. Fails
// where one is not. CACHE holds floor.wasm and, with the names of their functions, named.wasm and floor.named.wasm.
//
//   node wasm/size.mjs DIST CACHE

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packages } from "./heaviest.mjs";
import { goals, weigh } from "./weight.mjs";

const [dist, cache] = process.argv.slice(2);
const { modules, ratio, scripts, found } = weigh(dist, join(cache, "floor.wasm"));

print("", "raw", "gzip", "brotli");
for (const { name, raw, gzip, brotli } of modules) print(name, raw, gzip, brotli);
print("ratio", ...[ratio.raw, ratio.gzip, ratio.brotli].map((figure) => figure.toFixed(3)));
for (const { name, raw, gzip, brotli } of scripts) print(name, raw, gzip, brotli);

const [ours, theirs] = ["named.wasm", "floor.named.wasm"].map((file) => packages(readFileSync(join(cache, file))));
print("heaviest packages", "code, raw", "floor");
for (const [name, bytes] of [...ours].sort(([, a], [, b]) => b - a).slice(0, 10)) print(name, bytes, theirs.get(name) ?? 0);

for (const [what, goal] of Object.entries(goals)) {
  const met = found[what] <= goal;
  console.log(`${met ? "met" : "NOT MET"}: ${what}: ${found[what].toFixed(3)}, goal ≤ ${goal}`);
  if (!met) process.exitCode = 1;
}

function print(name, ...figures) {
  console.log(name.padEnd(20) + figures.map((figure) => String(figure).padStart(10)).join(""));
}
