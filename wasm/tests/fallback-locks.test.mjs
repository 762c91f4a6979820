// Locks in a browser without Web Locks. Two copies of the loader stand for two tabs that share a store.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { outputFiles: [{ text }] } = await build({
  entryPoints: [fileURLToPath(new URL("../module/fallback-locks.ts", import.meta.url))], bundle: true, format: "esm", write: false,
});
const tab = async (nth) => (await import(`data:text/javascript,${encodeURIComponent(`${text}// ${nth}`)}`)).fallbackLocks;
const key = "mastoauth:lock:test";
const store = new Map();

beforeEach(() => {
  store.clear();
  globalThis.localStorage = {
    getItem: (name) => store.get(name) ?? null, setItem: (name, value) => store.set(name, value), removeItem: (name) => store.delete(name),
  };
});

test("one holder at a time, whichever tab it is in, and a failure is handed on", async () => {
  const tabs = [await tab(1), await tab(2)];
  let inside = 0, most = 0, turns = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    turns++;
    await new Promise((resume) => setTimeout(resume, 20));
    inside--;
    throw new Error("its own");
  };
  const outcomes = await Promise.allSettled([0, 1, 0, 1].map((nth) => tabs[nth].request("test", work)));
  assert.deepEqual(outcomes.map(({ reason }) => reason?.message), ["its own", "its own", "its own", "its own"]);
  assert.deepEqual([most, turns, store.size], [1, 4, 0]);
});

test("another name is another lock", async () => {
  const leases = await tab(1);
  assert.equal(await leases.request("test", () => leases.request("other", () => "both")), "both");
});

for (const [what, record, waits] of [
  ["a tab that was closed is waited for as long as its lease runs", { holder: "another" }, 1_200],
  ["a lease that ran out is taken at once", { holder: "another", until: Date.now() - 1 }, 0],
  ["one of a clock that was set back since too", { holder: "another", until: Date.now() + 3_600_000 }, 0],
  ["so is what is no lease", "garbage", 0], ["so is what is no object", "null", 0],
]) {
  test(what, async () => {
    const leases = await tab(1);
    const begun = Date.now();
    if (waits) record.until = begun + waits;
    store.set(key, typeof record === "string" ? record : JSON.stringify(record));
    assert.equal(await leases.request("test", () => "done"), "done");
    const took = Date.now() - begun;
    assert.ok(waits ? took >= waits : took < 900, `${took} ms`);
    assert.equal(store.size, 0);
  });
}

test("it is renewed while the work lasts, and not taken from another that has it by then", async (test) => {
  const leases = await tab(1);
  test.mock.timers.enable({ apis: ["setInterval"] });
  await leases.request("test", async () => {
    const { holder, until } = JSON.parse(store.get(key));
    store.set(key, JSON.stringify({ holder, until: until - 5_000 }));
    test.mock.timers.tick(2_500);
    assert.ok(JSON.parse(store.get(key)).until > until - 5_000);
    store.set(key, JSON.stringify({ holder: "another", until }));
    test.mock.timers.tick(2_500);
  });
  assert.equal(JSON.parse(store.get(key)).holder, "another");
});

test("on a busy machine, where the writes of other tabs are late too, it waits until it is less busy", async (test) => {
  const leases = await tab(1);
  let now = 0, pauses = 0;
  test.mock.method(performance, "now", () => now);
  const late = [5_000, 700, 650, 310];
  test.mock.method(globalThis, "setTimeout", (run, ms) => {
    now += late[pauses++] ?? ms;
    // A tab that claimed the lock at the same time is seen only now.
    if (pauses === 3) store.set(key, JSON.stringify({ holder: "another", until: Date.now() + 9_000 }));
    if (pauses === 5) store.clear();
    queueMicrotask(run);
  });
  let at;
  await leases.request("test", () => (at = pauses));
  assert.ok(at > 5, `after ${at} pauses`);
});

test("where nothing can be stored, the work is done", async () => {
  const leases = await tab(1);
  globalThis.localStorage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  assert.equal(await leases.request("test", () => "done"), "done");
  delete globalThis.localStorage;
  assert.equal(await leases.request("test", () => "done"), "done");
});
