// Compares mastoauth with its peers, and writes results.md: "make bench".
//
//   node e2e/bench/bench.mjs ROUNDS RUNS

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { weigh } from "../../wasm/build/download-size.mjs";
import { root } from "../servers/program.mjs";
import { baseline } from "./baseline.mjs";
import { calls } from "./calls.mjs";
import { compile } from "./compile.mjs";
import { before, cache, control, dist, peers } from "./contenders.mjs";
import { cpu } from "./cpu.mjs";
import { departure, slowDeparture } from "./click-to-leaving.mjs";
import { endurance, recovery } from "./endurance.mjs";
import { goSites } from "./go-sites.mjs";
import { goals } from "./goals.mjs";
import { load } from "./load.mjs";
import { login } from "./login.mjs";
import { machine } from "./machine.mjs";
import { whole } from "./plan.mjs";
import { report } from "./report.mjs";
import { sessions, tabs } from "./sessions.mjs";
import { stage } from "./browser-pages.mjs";
import { goalsTable } from "./tables.mjs";

/** Measures everything. say is told what is measured now. */
export async function bench(plan, say) {
  if (plan.baseline) say("the baseline's build");
  const { dist: old, missing } = plan.baseline ? await baseline() : { missing: "it is left out of this run" };
  if (missing) say(`without the baseline: ${missing}`);
  const scene = await stage(plan.documents, old);
  const measure = (name, part, ...more) => {
    say(name);
    return part(scene, plan, ...more);
  };
  const both = old ? ["mastoauth", before] : ["mastoauth"];
  try {
    const pages = await scene.seats(["mastoauth", control, "fetch", "masto"]);
    const found = {
      plan,
      machine: machine(scene.version),
      missing,
      size: await weigh(dist, cache, peers),
      load: await measure("load to first call", load, [...both, control, "floor", "masto"]),
      compile: await measure("compile time", compile, [...both, control, "floor"]),
      departure: await measure("click to leaving", departure, [...both, control, "masto"]),
      slowDeparture: await measure("click to leaving, on a slow line", slowDeparture, [...both, "masto"]),
      calls: await measure("verify_credentials", calls, pages),
      cpu: await measure("CPU per call", cpu, pages),
      login: await measure("login by code", login, ["mastoauth", control, "oauth4webapi", "masto"]),
      endurance: await measure("memory", endurance),
      recovery: await measure("recovery", recovery),
      sessions: await measure("stored sessions", sessions, both),
      tabs: await measure("tabs", tabs),
      sites: await measure("Go sites", goSites),
    };
    return { ...found, goals: goals(found) };
  } finally {
    await scene.close();
  }
}

/** Measures everything so many times. Each run's goals are kept in e2e/out/bench; results.md is of all. */
async function main(rounds, times) {
  const begun = Date.now();
  const say = (what) => console.error(`${Math.round((Date.now() - begun) / 1000)} s: ${what}`);
  const beside = (name) => new URL(name, import.meta.url);
  const out = `${root}e2e/out/bench`;
  mkdirSync(out, { recursive: true });
  const runs = [];
  for (let run = 1; run <= times; run++) {
    const found = await bench(whole(rounds), (part) => say(times === 1 ? part : `run ${run} of ${times}: ${part}`));
    runs.push(found.goals);
    writeFileSync(`${out}/run-${run}.json`, JSON.stringify(found.goals, undefined, 2));
    writeFileSync(beside("results.md"), report(found, runs, existsSync(beside("notes.md")) ? readFileSync(beside("notes.md"), "utf8") : ""));
  }
  console.log(`${goalsTable(runs)}\n\nAll figures are in e2e/bench/results.md.`);
  say("all is measured");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rounds, runs] = process.argv.slice(2).map(Number);
  for (const [name, count] of Object.entries({ ROUNDS: rounds, RUNS: runs })) {
    if (!(Number.isInteger(count) && count > 0)) throw new Error(`${name} is a number from 1 up, and not ${count}`);
  }
  await main(rounds, runs);
}
