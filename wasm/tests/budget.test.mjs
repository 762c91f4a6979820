// The checks of "make size": what makes it fail.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { budget, judged, steps } from "../build/budget.mjs";

const within = Object.fromEntries(Object.entries(budget).map(([name, { most }]) => [name, most]));
const failures = (found, steps = [{ step: "merge", applied: true }]) => judged(found, steps).filter(({ met }) => !met).map(({ line }) => line);

it("each limit may be reached, and not exceeded by a byte; each has its reason beside it", () => {
  assert.deepEqual(failures(within), []);
  for (const [name, { what, most, because }] of Object.entries(budget)) {
    assert.deepEqual(failures({ ...within, [name]: most + 1 }), [`${what}: ${most + 1}, of ${most}; 1 too many`]);
    assert.ok(because.length > 40, name);
  }
});

it("the module's limit stays below Go's empty module", () => {
  assert.ok(budget.module.most <= 417_889);
});

it("a step that the build left out fails, with its name and why", () => {
  const merge = { step: "merge", applied: true };
  assert.deepEqual(failures(within, [merge]), []);
  assert.deepEqual(failures(within, [merge, { step: "lines", applied: false, why: "runtime.moduledata is another" }, { step: "names", applied: false }]), [
    "the build left out the step lines: runtime.moduledata is another",
    "the build left out the step names: it does not say why",
  ]);
});

it("a build that wrote nothing down fails", () => {
  assert.deepEqual(judged(within).filter(({ met }) => !met).map(({ line }) => line), ["steps of the build: none recorded; make clean, and build again"]);
});

it("steps are those that the build wrote down", (test) => {
  const cache = mkdtempSync(join(tmpdir(), "mastoauth-budget-"));
  test.after(() => rmSync(cache, { recursive: true }));
  assert.equal(steps(cache), undefined);
  writeFileSync(join(cache, "steps.json"), JSON.stringify([{ step: "merge", applied: true }]));
  assert.deepEqual(steps(cache), [{ step: "merge", applied: true }]);
});
