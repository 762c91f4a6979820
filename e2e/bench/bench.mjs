// Measures mastoauth beside its peers in one run, and writes results.md: "make bench".
//
//   node e2e/bench/bench.mjs ROUNDS

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { weigh } from "../../wasm/weight.mjs";
import { root } from "../program.mjs";
import { calls } from "./calls.mjs";
import { control, floorFile } from "./contenders.mjs";
import { cpu } from "./cpu.mjs";
import { endurance, recovery } from "./endurance.mjs";
import { judged } from "./goals.mjs";
import { load } from "./load.mjs";
import { login } from "./login.mjs";
import { machine } from "./machine.mjs";
import { whole } from "./plan.mjs";
import { goalsTable, report } from "./report.mjs";
import { sessions, tabs } from "./sessions.mjs";
import { stage } from "./stage.mjs";

/** Measures everything. say is told what is measured now. */
export async function bench(plan, say) {
  const scene = await stage(plan.documents);
  const measure = (name, part, ...more) => {
    say(name);
    return part(scene, plan, ...more);
  };
  try {
    const pages = await scene.seats(["mastoauth", control, "fetch", "masto"]);
    const found = {
      plan,
      machine: machine(scene.version),
      size: weigh(`${root}dist`, floorFile),
      load: await measure("load to first call", load, ["mastoauth", control, "floor", "masto"]),
      calls: await measure("verify_credentials", calls, pages),
      cpu: await measure("CPU per call", cpu, pages),
      login: await measure("login by code", login, ["mastoauth", control, "oauth4webapi"]),
      endurance: await measure("memory", endurance),
      recovery: await measure("recovery", recovery),
      sessions: await measure("stored sessions", sessions),
      tabs: await measure("tabs", tabs),
    };
    return { ...found, goals: judged(found) };
  } finally {
    await scene.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const count = Number(process.argv[2]);
  if (!(Number.isInteger(count) && count > 0)) throw new Error(`ROUNDS is a number from 1 up, and not ${process.argv[2]}`);
  const begun = Date.now();
  const found = await bench(whole(count), (part) => console.error(`${Math.round((Date.now() - begun) / 1000)} s: ${part}`));
  const beside = (name) => new URL(name, import.meta.url);
  const notes = existsSync(beside("notes.md")) ? readFileSync(beside("notes.md"), "utf8") : "";
  writeFileSync(beside("results.md"), report(found, notes));
  console.log(`${goalsTable(found.goals)}\n\nAll figures are in e2e/bench/results.md. It took ${Math.round((Date.now() - begun) / 1000)} s.`);
}
