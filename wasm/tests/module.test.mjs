// The life of the module: one instance for all callers, its end, and its restart.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { dist, freshPackage, crashingModule, refusing, rejection } from "./package-copies.mjs";

const wasm = crashingModule();

// What Go prints when it dies is expected here.
const { log } = console;
before(() => (console.log = () => {}));
after(() => (console.log = log));

const deaths = [
  "panic", "panic in the call", "exit", "exit 0", "end", "block", "recurse", "recurse later", "return nothing", "use up the memory",
];
for (const how of deaths) {
  test(`after a death by “${how}” all that wait are told, and the next call works`, async () => {
    const { Mastodon, load } = await freshPackage();
    await load({ wasm });
    const client = new Mastodon();
    assert.deepEqual(await client.preferences(), { number: 1, keep: { times: 1 } });
    const waiting = Mastodon.createApp({ how: "wait" });
    const deadly = Mastodon.createApp({ how });
    for (const error of await Promise.all([rejection(deadly), rejection(waiting)])) {
      assert.equal(error.name, "MastodonError");
      assert.equal(error.code, "module_stopped");
      assert.equal(error.op, "createApp");
    }
    assert.equal(await Mastodon.createApp({ how: "live" }), "alive");
    // The client is another one to the new module, and what it kept outlived the old one.
    assert.deepEqual(await client.preferences(), { number: 1, keep: { times: 2 } });
  });
}

test("calls at the same time share one module and one client", async () => {
  const { Mastodon, load } = await freshPackage();
  await Promise.all([load({ wasm }), load({ wasm }), load()]);
  const client = new Mastodon();
  const [first, second] = await Promise.all([client.preferences(), client.preferences()]);
  assert.deepEqual([first.number, second.number], [1, 1]);
  assert.equal((await new Mastodon().preferences()).number, 2);
});

test("a client that could not be opened is tried again, and one that was closed is opened anew", async () => {
  const { Mastodon, load } = await freshPackage();
  await load({ wasm });
  const storage = refusing({ name: "MastodonError", code: "storage_blocked", message: "no." });
  const refused = new Mastodon({ storage });
  assert.equal((await rejection(refused.preferences())).code, "storage_blocked");
  await refused.close();
  assert.equal((await rejection(refused.preferences())).code, "storage_blocked");
  storage.refusal = undefined;
  assert.equal((await refused.preferences()).number, 1);
  const client = new Mastodon();
  assert.equal((await client.preferences()).number, 2);
  await client.close();
  await client.close();
  assert.deepEqual(await client.preferences(), { number: 3, keep: { times: 2 } });
});

test("a client keeps the options that it was made with", async () => {
  const { Mastodon, load } = await freshPackage();
  await load({ wasm });
  const options = {};
  const client = new Mastodon(options);
  options.apiBaseUrl = "changed since";
  assert.equal((await client.preferences()).number, 1);
});

test("a module of another version says so, and is not kept", async () => {
  const { load } = await freshPackage();
  const error = await rejection(load({ wasm: crashingModule("0.0.1-old") }));
  assert.equal(error.code, "wasm_stale");
  assert.match(error.message, /version 0\.0\.1-old/);
  await load({ wasm });
});

// Far longer than Node needs, and half the time that Go's request timer runs.
const limit = { timeout: 15_000, encoding: "utf8" };

test("importing does nothing, and Node ends", () => {
  const script = `
    const names = () => Object.getOwnPropertyNames(globalThis).join();
    const before = names();
    await import(${JSON.stringify(`${dist}index.js`)});
    console.log(before === names());`;
  assert.equal(execFileSync(process.execPath, ["--input-type=module", "-e", script], limit), "true\n");
});

const timers = (calls) => {
  const script = `
    import { readFileSync } from "node:fs";
    const { Mastodon, load } = await import(${JSON.stringify(`${dist}index.js`)});
    const call = (how) => Mastodon.createApp({ how }).catch((error) => error.code);
    await load({ wasm: readFileSync(0) });
    const start = performance.now();
    for (const how of ${JSON.stringify(calls)}) console.log(await call(how));
    process.on("exit", () => console.log(performance.now() - start < 2500 ? "at once" : "later"));`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { ...limit, input: wasm }).trim().split("\n");
};

test("Node waits for the timer of a call, and not for one that nobody waits for", () => {
  assert.deepEqual(timers(["set a timer"]), ["set", "at once"]);
  assert.deepEqual(timers(["set a timer", "await the timer"]), ["set", "rung", "later"]);
  assert.deepEqual(timers(["set a timer", "exit"]), ["set", "module_stopped", "at once"]);
});

test("the real module works in Node, leaves no globals, and Node ends after the last call", () => {
  const script = `
    const names = () => Object.getOwnPropertyNames(globalThis).join();
    const before = names();
    const { Mastodon } = await import(${JSON.stringify(`${dist}index.js`)});
    const app = await Mastodon.createApp({
      clientName: "Test", apiBaseUrl: "mastodon.example",
      fetch: async () => Response.json({ client_id: "1", client_secret: "2", more: [3] }),
    });
    console.log(JSON.stringify(app), before === names());`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], limit);
  assert.equal(printed, '{"client_id":"1","client_secret":"2","more":[3]} true\n');
});
