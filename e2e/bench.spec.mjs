// The benchmark itself: that it measures all that it says, and judges it rightly. How fast anything is does not matter here.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { before, it } from "node:test";
import { root } from "./program.mjs";

before(() => {
  execFileSync("make", ["node_modules/.cache/floor.wasm", "e2e/bench/node_modules/.package-lock.json"], { cwd: root, stdio: "ignore" });
});

it("a short run yields each goal with figures, and a table of everything", { timeout: 240_000 }, async () => {
  const { bench } = await import("./bench/bench.mjs");
  const { tiny } = await import("./bench/plan.mjs");
  const { report } = await import("./bench/report.mjs");
  const parts = [];
  const found = await bench(tiny, (part) => parts.push(part));
  assert.equal(parts.length, 8);
  assert.deepEqual(found.goals.map(({ goal }) => goal), ["≤ 1.3", "≤ 5", "≤ 1.15", "≥ 0.95", "≥ 1.5", "≤ 1.1", "≤ 1.25", "≤ 1.05", "≤ 1"]);
  for (const { what, measured, met } of found.goals) {
    assert.match(measured, /\d/, what);
    assert.equal(typeof met, "boolean", what);
  }
  assert.deepEqual(found.login.requests.oauth4webapi.arrive, ["POST /oauth/token"]);
  for (const { document, preflights } of found.calls) assert.deepEqual(preflights.fetch, [0], `${document}: the browser remembers the preflight`);

  const text = report(found, "A note.");
  for (const title of ["Size", "Load to first call", "verify_credentials", "CPU per call", "Login by code", "Many calls in one page", "When the module dies", "Stored sessions", "Tabs", "Goals"]) {
    assert.ok(text.includes(`\n## ${title}\n`), title);
  }
  assert.match(text, /the ratios of the one to the other lie between \d+\.\d\d and \d+\.\d\d in this run/);
  assert.doesNotMatch(text, /NaN|undefined|Infinity|-\d+(\.\d+)? ms/);
  assert.ok(text.endsWith("\n\nA note.\n"));
});

it("a goal is met only if each of its figures meets it", async () => {
  const { judged } = await import("./bench/goals.mjs");
  const { goals } = await import("../wasm/weight.mjs");
  const call = (concurrency, document, mastoauth) => ({
    document, concurrency, perSecond: { mastoauth, masto: [100, 100, 100] }, latency: { mastoauth: [10, 10, 99], fetch: [10, 10, 10] },
  });
  const rows = judged({
    plan: { goalCalls: [2, 20] },
    size: { found: Object.fromEntries(Object.entries(goals).map(([what, goal]) => [what, goal + 0.001])) },
    load: { cold: { mastoauth: [115], floor: [100] }, warm: { mastoauth: [116], floor: [100] } },
    calls: [call(1, "4 KB", [95, 95, 1]), call(16, "4 KB", [200, 94.9, 94]), call(1, "400 KB", [150, 150, 150])],
    cpu: [{ concurrency: 1, micros: { mastoauth: [125], masto: [100] } }],
    endurance: [{ calls: 2, memory: [100] }, { calls: 20, memory: [106] }],
    login: { requests: { mastoauth: { register: ["POST /api/v1/apps"], leave: [], arrive: ["POST /oauth/token"], verify: ["GET /"] } } },
  });
  assert.deepEqual(rows.map(({ measured, met }) => `${measured}: ${met}`), [
    "1.301: false", "5.001: false", "cold 1.150, warm 1.160: false", "1 at once 0.950, 16 at once 0.949: false", "1 at once 1.500: true",
    "1 at once 1: true", "1 at once 1.250: true", "1.060: false", "1: true",
  ]);
});

it("a ratio is that of the rounds, with the quartiles", async () => {
  const { ratio } = await import("./bench/spread.mjs");
  // Where the machine is slow for a round, both are.
  assert.deepEqual(ratio([10, 1000, 30, 40, 50], [10, 500, 10, 10, 10]), { median: 3, low: 2, high: 4 });
});
