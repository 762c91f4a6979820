// Reads the output of "go test -json". Prints a line for each package and the output of failed tests, and then the counts.
//
//   go test -json ./... | node e2e/support/go-test-counts.mjs TITLE FILE       the counts are written to FILE too

import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [title, file] = process.argv.slice(2);
/** The output of each test or, with an empty name, of its package. It is kept until the result is known. */
const said = new Map();
const outcomes = new Map();
let broken = 0;
let covered = "";

// wasmbrowsertest is older than the browser, and does not know this value of its protocol.
const noise = /unknown IPAddressSpace value/;

for await (const line of createInterface({ input: process.stdin })) {
  const event = parse(line);
  if (event) hear(event);
  else if (!noise.test(line)) console.log(line);
}

// A test with subtests counts only if it failed itself, and none of its subtests did.
const names = [...outcomes.keys()];
const within = (name) => names.filter((other) => other.startsWith(`${name}/`));
const count = (outcome) => names.filter((name) => outcomes.get(name) === outcome
  && !within(name).some((other) => outcome !== "fail" || outcomes.get(other) === "fail")).length;
const failed = count("fail") + broken;
const counts = `${title}: ${count("pass")} passed, ${failed} failed, ${count("skip")} skipped${covered && `; core is covered to ${covered}`}`;
console.log(counts);
if (file) writeFileSync(file, `${counts}\n`);
process.exitCode = failed > 0 || count("pass") === 0 ? 1 : 0;

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // output of the compiler, or a warning
  }
}

function hear({ Action: action, Package: pkg = "", ImportPath: path, Test: test = "", Output: output = "", Elapsed: elapsed }) {
  if (action === "build-output") return process.stdout.write(output);
  if (action === "build-fail") return void console.log(`${path} does not build`);
  const name = `${pkg}:${test}`;
  if (action === "output") {
    if (!noise.test(output)) said.set(name, (said.get(name) ?? "") + output);
    const share = /^coverage: (\S+) of statements/.exec(output)?.[1];
    if (share && pkg.endsWith("/core")) covered = share;
    return;
  }
  if (!["pass", "fail", "skip"].includes(action)) return;
  if (test) outcomes.set(name, action);
  else close(pkg, action, elapsed);
  if (action === "fail") process.stdout.write(said.get(name) ?? "");
  said.delete(name);
}

function close(pkg, action, elapsed) {
  const own = [...outcomes].filter(([name]) => name.startsWith(`${pkg}:`));
  if (action === "fail" && !own.some(([, outcome]) => outcome === "fail")) broken++;
  if (own.length > 0) console.log(`${action === "pass" ? "ok  " : "FAIL"} ${pkg} ${elapsed} s`);
}
