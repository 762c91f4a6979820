// The checks of "make size". It fails if a size exceeds budget.json, or if the build skipped a step.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The limits by name, each { what, most, because }. */
export const budget = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));

/** The report of the last build: a list of { step, applied, why }, or undefined if the build has no steps. */
export function steps(cache) {
  const file = join(cache, "steps.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/**
 * Returns a list of { met, line }: one for each limit, and one for the steps of the build or, if some were skipped, one for each of
 * those.
 *
 * @param {Record<keyof typeof budget, number>} found bytes
 * @param {{ step: string, applied: boolean, why?: string }[]} [steps]
 */
export function judged(found, steps) {
  const limits = Object.entries(budget).map(([name, { what, most }]) => {
    const met = found[name] <= most;
    const room = Math.abs(most - found[name]);
    return { met, line: `${what}: ${found[name]}, of ${most}; ${room} ${met ? "are left" : "too many"}` };
  });
  return [...limits, ...judgedSteps(steps)];
}

function judgedSteps(steps) {
  if (!steps) return [{ met: false, line: "steps of the build: none recorded; make clean, and build again" }];
  const left = steps.filter(({ applied }) => !applied);
  if (left.length === 0) return [{ met: true, line: `steps of the build: all ${steps.length} were applied` }];
  return left.map(({ step, why }) => ({ met: false, line: `the build left out the step ${step}: ${why ?? "it does not say why"}` }));
}
