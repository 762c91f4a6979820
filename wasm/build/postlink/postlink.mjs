// Makes a Go module smaller, after the linker. PLAN lists the steps to apply; wasm/build/overlay writes it. REPORT, in the same
// format, lists which were applied. A step that does not find the data that it expects is skipped, and changes nothing.
//
//   node wasm/build/postlink/postlink.mjs IN OUT PLAN REPORT

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { GAP, memoryOf, withMemory } from "./module.mjs";
import { symtabOf } from "./symtab.mjs";
import { findfunctab, lines, names, typelinks } from "./symtab-steps.mjs";

/** The steps in order: typelinks reads the names of functions, so names comes last. */
const steps = { typelinks, lines, findfunctab, names };

/** Applies the steps of the plan that belong to this pass. Returns the module, and the plan with their results. */
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
      symtabOf(after); // throws if the table is no longer valid
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

/** Throws if two memories differ outside of the ranges. */
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
