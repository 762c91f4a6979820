// Makes a module of Go smaller, after the linker. PLAN says which steps apply (wasm/build/overlay writes it), and REPORT, which is written
// in the same form, which were applied. A step that does not find what it knows is skipped, and changes nothing.
//
//   node wasm/build/postlink/postlink.mjs IN OUT PLAN REPORT

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { GAP, memoryOf, withMemory } from "./module.mjs";
import { symtabOf } from "./symtab.mjs";
import { findfunctab, lines, names, typelinks } from "./tables.mjs";

/** In this order: the list of types is kept where a function's name says so, and names come after it. */
const steps = { typelinks, lines, findfunctab, names };

/** The module after those steps of the plan that this pass makes, and the plan with what became of them. */
export function postlink(bytes, plan) {
  const report = plan.map((entry) => ({ ...entry }));
  const wanted = (name) => report.find(({ step, applied }) => step === name && applied);
  const skip = (entry, why) => Object.assign(entry, { applied: false, why });
  let before;
  try {
    before = memoryOf(bytes);
  } catch (error) {
    for (const name of ["merge", ...Object.keys(steps)]) if (wanted(name)) skip(wanted(name), error.message);
    return { bytes, report };
  }
  let memory = before;
  for (const [name, step] of Object.entries(steps)) {
    const entry = wanted(name);
    if (!entry) continue;
    try {
      const after = Buffer.from(memory);
      const symtab = symtabOf(after);
      sameOutside(step(symtab), memory, after);
      symtabOf(after); // which is still one
      memory = after;
    } catch (error) {
      skip(entry, error.message);
    }
  }
  if (memory === before && !wanted("merge")) return { bytes, report };
  try {
    const result = withMemory(bytes, memory, wanted("merge") ? GAP.merged : GAP.linker);
    sameOutside([], memory, memoryOf(result, memory.length));
    return { bytes: result, report };
  } catch (error) {
    for (const name of ["merge", ...Object.keys(steps)]) if (wanted(name)) skip(wanted(name), error.message);
    return { bytes, report };
  }
}

/** Throws where two memories differ outside of the ranges. */
export function sameOutside(ranges, before, after) {
  const same = (from, to) => before.compare(after, from, Math.min(to, after.length), from, Math.min(to, before.length)) === 0;
  let from = 0;
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    if (start > from && !same(from, start)) throw new Error(`memory changed between ${from} and ${start}, where it must not`);
    from = Math.max(from, end);
  }
  if (before.length !== after.length || !same(from, before.length)) throw new Error(`memory changed behind ${from}, where it must not`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [from, to, plan, reportFile] = process.argv.slice(2);
  const planned = JSON.parse(readFileSync(plan, "utf8"));
  const { bytes, report } = postlink(readFileSync(from), planned);
  report.forEach(({ step, applied, why }, i) => {
    if (planned[i].applied && !applied) console.error(`the step ${step} is skipped: ${why}`);
  });
  writeFileSync(to, bytes);
  writeFileSync(reportFile, `${JSON.stringify(report, null, "\t")}\n`);
}
