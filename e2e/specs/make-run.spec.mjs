// "make run": one command starts a page to log in from.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { it } from "node:test";
import { logIn } from "../support/person.mjs";
import { root } from "../servers/program.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

/** Runs make as a terminal does: Ctrl+C reaches all that it has started. */
function makeRun(ports) {
  const child = spawn("make", ["run", ...Object.entries(ports).map(([name, port]) => `${name}=${port}`)], { cwd: root, detached: true });
  const run = { printed: "", ended: new Promise((resolve) => child.on("close", resolve)) };
  run.end = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGINT");
    await run.ended;
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (run.printed += text));
  run.said = (pattern) => new Promise((resolve, reject) => {
    const look = () => pattern.test(run.printed) && resolve(pattern.exec(run.printed));
    child.stdout.on("data", look);
    run.ended.then(() => reject(new Error(`make run ended:\n${run.printed}`)));
    look();
  });
  return run;
}

/** A port that is free, and a server that takes it until it is closed. */
async function taken() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { port: server.address().port, free: () => new Promise((closed) => server.close(closed)) };
}

it("builds, serves the page and a practice server, and ends with Ctrl+C", { timeout: 120_000 }, async (test) => {
  const ports = [await taken(), await taken()];
  await Promise.all(ports.map(({ free }) => free()));
  const [PORT, PRACTICE_PORT] = ports.map(({ port }) => port);
  const run = makeRun({ PORT, PRACTICE_PORT });
  test.after(run.end);
  await run.said(new RegExp(`http://localhost:${PRACTICE_PORT}\\b[^]*http://localhost:${PORT}\\b[^]*alice@practice\\.example`));

  const page = `http://localhost:${PORT}/`;
  const wasm = await fetch(`${page}lib/mastoauth.wasm`, { headers: { "Accept-Encoding": "br" } });
  assert.equal(wasm.headers.get("Content-Type"), "application/wasm");
  assert.equal(wasm.headers.get("Content-Encoding"), "br", "the module comes compressed");
  assert.match((await fetch(page)).headers.get("Content-Security-Policy"), /script-src 'self' 'wasm-unsafe-eval';.*require-trusted-types-for 'script'/);

  const someone = await set.visit(test);
  await someone.page.goto(page);
  await logIn(someone.page, `localhost:${PRACTICE_PORT}`);
  await someone.page.getByRole("heading", { name: "Alice Example" }).waitFor();
  assert.deepEqual(someone.said, []);

  await run.end();
  await assert.rejects(fetch(page), "nobody listens any more");
  await assert.rejects(fetch(`http://localhost:${PRACTICE_PORT}/`));
  assert.doesNotMatch(run.printed, /\*\*\*|exit status/, "Ctrl+C is no error");
});

for (const [name, other] of [["PORT", "PRACTICE_PORT"], ["PRACTICE_PORT", "PORT"]]) {
  it(`says which variable to set when ${name} is in use`, { timeout: 120_000 }, async (test) => {
    const [mine, free] = [await taken(), await taken()];
    await free.free();
    test.after(mine.free);
    const run = makeRun({ [name]: mine.port, [other]: free.port });
    assert.notEqual(await run.ended, 0);
    assert.match(run.printed, new RegExp(`port ${mine.port} for the [a-z ]+ is in use: give another one .*"make run" calls it ${name}`));
  });
}
