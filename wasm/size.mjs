// Prints what a page loads, and whether the goals for it are met. Fails where one is not.
//
//   node wasm/size.mjs DIST FLOOR.wasm

import { goals, weigh } from "./weight.mjs";

const { modules, ratio, scripts, found } = weigh(...process.argv.slice(2));

print("", "raw", "gzip", "brotli");
for (const { name, raw, gzip, brotli } of modules) print(name, raw, gzip, brotli);
print("ratio", ...[ratio.raw, ratio.gzip, ratio.brotli].map((figure) => figure.toFixed(3)));
for (const { name, raw, gzip, brotli } of scripts) print(name, raw, gzip, brotli);
for (const [what, goal] of Object.entries(goals)) {
  const met = found[what] <= goal;
  console.log(`${met ? "met" : "NOT MET"}: ${what}: ${found[what].toFixed(3)}, goal ≤ ${goal}`);
  if (!met) process.exitCode = 1;
}

function print(name, ...figures) {
  console.log(name.padEnd(16) + figures.map((figure) => String(figure).padStart(10)).join(""));
}
