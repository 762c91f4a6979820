// Prints the size of what a page loads, compared with Go's smallest modules and with the peers, and the largest packages of the
// module. Fails if the budget is exceeded, or if the build skipped a step. CACHE has floor.wasm and empty.wasm, and with function
// names named.wasm and floor.named.wasm. PEERS has a script for each peer.
//
//   node wasm/build/size-report.mjs DIST CACHE PEERS

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judged, steps } from "./budget.mjs";
import { packages } from "./go-packages.mjs";
import { weigh } from "./download-size.mjs";

const [dist, cache, peersFolder] = process.argv.slice(2);
const { modules, scripts, peers, found } = await weigh(dist, cache, peersFolder);

print("", "raw", "gzip", "brotli");
for (const { name, raw, gzip, brotli } of [...modules, ...scripts, ...peers]) print(name, raw, gzip, brotli);

const [ours, theirs] = ["named.wasm", "floor.named.wasm"].map((file) => packages(readFileSync(join(cache, file))));
print("heaviest packages", "code, raw", "floor");
for (const [name, bytes] of [...ours].sort(([, a], [, b]) => b - a).slice(0, 10)) print(name, bytes, theirs.get(name) ?? 0);

for (const { met, line } of judged(found, steps(cache))) {
  console.log(`${met ? "met" : "NOT MET"}: ${line}`);
  if (!met) process.exitCode = 1;
}

function print(name, ...figures) {
  console.log(name.padEnd(40) + figures.map((figure) => String(figure).padStart(10)).join(""));
}
