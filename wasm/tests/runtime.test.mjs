// Go's runtime as the module ships it, without the tables and functions that docs/small-module.md lists. The program in strain/ is
// built like the module, and runs in Node.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cache = join(root, "node_modules/.cache");
execFileSync("make", ["-s", "node_modules/.cache/strain.wasm"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();

const page = `globalThis.how = process.env.HOW; globalThis.ask = (f, text) => f(text);
  globalThis.report = (name, problem) => console.log(JSON.stringify({ name, problem }));`;

/** Runs the program to its end. */
function strain(how) {
  return spawnSync(process.execPath, ["--import", `data:text/javascript,${encodeURIComponent(page)}`, join(goroot, "lib/wasm/wasm_exec_node.js"), join(cache, "strain.wasm")], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOW: how },
    timeout: 120_000,
  });
}

test("all steps were applied to the program that strains the runtime", () => {
  const steps = JSON.parse(readFileSync(join(cache, "strain.json"), "utf8"));
  assert.deepEqual(steps.filter(({ applied }) => !applied), []);
  assert.ok(steps.length > 10);
});

const { stdout, stderr, status } = strain("strain");
const reports = stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));

for (const { name, problem } of reports) {
  test(name, () => assert.equal(problem, ""));
}

test("the program came to its end", () => {
  assert.equal(stderr, "");
  assert.equal(status, 0);
  assert.equal(reports.length, 13);
});

// How the runtime ends when it has to: with its words and its code, and without a stack.
for (const [how, code, words] of [
  ["deadlock", 2, /^fatal error: all goroutines are asleep - deadlock!/],
  ["panic", 2, /^panic: it was not recovered/],
  ["nil", 2, /^panic: a method of a value was called with a nil pointer/],
  ["lock", 2, /^fatal error: sync: unlock of unlocked mutex/],
]) {
  test(`the runtime ends in order: ${how}`, () => {
    const ended = strain(how);
    assert.match(ended.stderr, words);
    assert.equal(ended.status, code);
    assert.doesNotMatch(ended.stderr, /\.go:\d|main\.|0x0\b.*\[/);
  });
}
