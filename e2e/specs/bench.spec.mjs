// The benchmark itself: it measures everything that it lists, and judges correctly. The speed does not matter here.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { before, it } from "node:test";
import { root } from "../servers/program.mjs";

before(() => {
  const parts = ["node_modules/.cache/floor.wasm", "node_modules/.cache/empty.wasm", "e2e/bench/node_modules/.package-lock.json"];
  execFileSync("make", parts, { cwd: root, stdio: "ignore" });
});

it("a short run yields each goal with figures, and a table of everything", { timeout: 240_000 }, async () => {
  const { bench } = await import("../bench/bench.mjs");
  const { tiny } = await import("../bench/plan.mjs");
  const { report } = await import("../bench/report.mjs");
  const { verdict } = await import("../bench/verdict.mjs");
  const parts = [];
  const found = await bench(tiny, (part) => parts.push(part));
  assert.equal(parts.length, 13);
  assert.equal(parts[0], "without the baseline: it is left out of this run");
  const unmeasured = found.goals.filter(({ figures }) => Object.keys(figures).length === 0).map(({ most }) => most);
  assert.deepEqual(unmeasured, [0.67, 0.62, 0.4, 0.3], "those against the baseline, which takes too long to build for this");
  for (const goal of found.goals.filter(({ most }) => !unmeasured.includes(most))) {
    const { what, measured, met } = verdict(goal);
    assert.match(measured, /\d/, what);
    assert.equal(typeof met, "boolean", what);
  }
  for (const name of ["oauth4webapi", "masto"]) assert.deepEqual(found.login.requests[name].arrive, ["POST /oauth/token"]);
  for (const [name, [ms]] of Object.entries(found.departure["not focused"].leaving)) assert.ok(ms >= tiny.ways["not focused"].answerMs, `${name} left sooner than the server answered`);
  for (const { document, preflights } of found.calls) assert.deepEqual(preflights.fetch, [0], `${document}: the browser remembers the preflight`);

  const text = report(found, [found.goals], "A note.");
  for (const title of [
    "Size", "Load to first call", "Compile time", "Click to leaving", "verify_credentials", "CPU per call", "Login by code", "Many calls in one page",
    "When the module dies", "Stored sessions", "Tabs", "Go sites", "Goals",
  ]) assert.ok(text.includes(`\n## ${title}\n`), title);
  assert.match(text, /the ratios of the one to the other lie between \d+\.\d\d and \d+\.\d\d in this run/);
  assert.doesNotMatch(text, /NaN|undefined|Infinity|-\d+(\.\d+)? ms/);
  assert.ok(text.endsWith("\n\nA note.\n"));
});

it("what goes through a slow line takes the time that it says", async (test) => {
  const { stage } = await import("../bench/browser-pages.mjs");
  const { lines, throttle } = await import("../bench/network-throttling.mjs");
  const scene = await stage([]);
  test.after(() => scene.close());
  for (const [name, line] of Object.entries(lines)) {
    const context = await scene.visitor();
    const page = await scene.open(context);
    await throttle(await context.newCDPSession(page), line);
    const { ms, bytes } = await page.evaluate(async () => {
      const begun = performance.now();
      await (await fetch("/floor/floor.wasm")).arrayBuffer();
      const { encodedBodySize } = performance.getEntriesByName(new URL("/floor/floor.wasm", location.href).href)[0];
      return { ms: performance.now() - begun, bytes: encodedBodySize };
    });
    const least = line.latency + (bytes * 8_000) / line.bits;
    assert.ok(ms > 0.9 * least, `${name}: ${bytes} bytes came in ${ms} ms, and take ${least}`);
  }
});

it("the goals are of mastoauth beside the right one", async () => {
  const { goals } = await import("../bench/goals.mjs");
  const { budget } = await import("../../wasm/build/budget.mjs");
  const call = (concurrency, document, mastoauth) => ({
    document, concurrency, perSecond: { mastoauth, masto: [100, 100, 100] }, latency: { mastoauth: [10, 10, 99], fetch: [10, 10, 10] },
  });
  const found = goals({
    plan: { goalCalls: [2, 20] },
    size: { found: { module: 1, scripts: 2 } },
    load: { "cold": { mastoauth: [67], baseline: [100], floor: [50] }, "cold, 10 Mbit/s": { mastoauth: [60], baseline: [120], floor: [100] } },
    compile: { mastoauth: [30], baseline: [100], floor: [1] },
    departure: { "focused": { leaving: { mastoauth: [110], baseline: [500], masto: [100] } }, "not focused": { leaving: { mastoauth: [210], masto: [100] } } },
    slowDeparture: { late: { leaving: { mastoauth: [400] }, asking: { mastoauth: [40, 45, 99] } } },
    calls: [call(1, "4 KB", [95, 95, 1]), call(16, "4 KB", [200, 97, 94]), call(1, "400 KB", [150, 150, 150])],
    cpu: [{ concurrency: 1, micros: { mastoauth: [125], masto: [100] } }],
    sessions: [{ count: 1, signOut: { mastoauth: [30], baseline: [120] } }, { count: 100, signOut: { mastoauth: [1], baseline: [1] } }],
    endurance: [{ calls: 2, memory: [2 ** 20, 2 ** 21] }, { calls: 20, memory: [2 ** 20 + 2 ** 18, 2 ** 21 + 2 ** 18] }],
    login: { requests: { mastoauth: { register: ["POST /api/v1/apps"], leave: [], arrive: ["POST /oauth/token"], verify: ["GET /"] } } },
    sites: { rates: [[0, 1, 10, 100], [50, 1, 90, 100], [50, 2, 171, 180]].map(([answerMs, processes, own, other]) => ({ answerMs, processes, perSecond: { weblogin: [own], "x/oauth2 by hand": [other] } })) },
  });
  assert.deepEqual(found.map(({ most, least, figures }) => [most ?? -least, ...Object.values(figures)]), [
    [budget.module.most, 1], [budget.scripts.most, 2], [0.67, 0.67], [0.62, 0.5], [1.05, 1.34, 0.6], [1.2, 1.1], [2, 2.1], [50, 45], [0.4, 0.3],
    [-0.97, 0.95, 0.97], [-1, 0.96], [-1.5, 1.5], [1.1, 1], [1.1, 1.25], [0.3, 0.25], [0.25, 0.25], [1, 1], [-0.9, 0.9, 0.95], [-1.6, 1.9],
  ]);
});

it("a goal is met only if each of its figures meets it, in the median of all runs", async () => {
  const { medians, verdict } = await import("../bench/verdict.mjs");
  const { goalsTable } = await import("../bench/tables.mjs");
  const row = (goal) => Object.values(verdict({ what: "It", ...goal })).slice(1);
  assert.deepEqual(row({ most: 2, figures: { "": 2 } }), ["≤ 2", "2", true]);
  assert.deepEqual(row({ most: 2, figures: { one: 1, other: 2.001 } }), ["≤ 2", "one 1, other 2.001", false]);
  assert.deepEqual(row({ least: 0.97, figures: { one: 0.97, other: 0.9699 } }), ["≥ 0.97", "one 0.970, other 0.970", false]);
  assert.deepEqual(row({ most: 2, figures: {} }), ["≤ 2", "not measured", undefined]);

  const runs = [[1, 3], [9, 2], [1.5, 2.5]].map(([one, other]) => [{ what: "It", most: 2, figures: { one } }, { what: "That", most: 2, figures: { other } }]);
  assert.deepEqual(medians(runs).map(({ figures }) => figures), [{ one: 1.5 }, { other: 2.5 }]);
  const lines = goalsTable(runs).split("\n");
  assert.equal(lines[2], "| It | ≤ 2 | one 1.500 | one 1; one 9; one 1.500 | met |");
  assert.equal(lines[3], "| That | ≤ 2 | other 2.500 | other 3; other 2; other 2.500 | **not met** |");
});

it("a ratio is that of the rounds, with the quartiles", async () => {
  const { ratio } = await import("../bench/statistics.mjs");
  // Where the machine is slow for a round, both are.
  assert.deepEqual(ratio([10, 1000, 30, 40, 50], [10, 500, 10, 10, 10]), { median: 3, low: 2, high: 4 });
});
