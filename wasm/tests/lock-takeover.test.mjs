// A lock whose holder does not answer any more: the tabs that wait take it over within ten seconds, one after the other. Copies of
// locks.js stand for tabs. The test has the clock.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { outputFiles: [{ text }] } = await build({
  entryPoints: [fileURLToPath(new URL("../../jsbind/locks.js", import.meta.url))],
  bundle: true, format: "iife", globalName: "made", define: { globalThis: "tab" }, write: false,
});
const loaded = new Function("tab", "setTimeout", "clearTimeout", `${text}; return made`);
const settle = async () => { for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve)); };

/** A lock manager as browsers have it, with steal. onQuery is called by each query. */
function lockManager(onQuery) {
  const held = new Map();
  const queues = new Map();
  const grant = (name) => {
    const next = !held.has(name) && queues.get(name)?.shift();
    if (next) next();
  };
  const drop = (name, why) => {
    held.get(name)?.end(why);
    held.delete(name);
  };
  const manager = (clientId) => ({
    request: (name, options, work = options) => new Promise((resolve, reject) => {
      const begin = async () => {
        const own = { clientId, end: reject };
        held.set(name, own);
        await new Promise((resume) => setImmediate(resume));
        const result = Promise.resolve().then(work);
        await result.catch(() => undefined);
        if (held.get(name) !== own) return;
        held.delete(name);
        result.then(resolve, reject);
        grant(name);
      };
      if (options.steal) drop(name, new DOMException("stolen", "AbortError"));
      if (options.steal) return void begin();
      queues.set(name, [...(queues.get(name) ?? []), begin]);
      grant(name);
    }),
    query: async () => {
      onQuery(clientId, (name) => (drop(name, new DOMException("gone", "AbortError")), grant(name)));
      return { held: [...held].map(([name, { clientId }]) => ({ name, clientId })) };
    },
  });
  manager.holder = () => held.get("lock")?.clientId;
  return manager;
}

function browser({ onQuery = () => undefined } = {}) {
  const manager = lockManager(onQuery);
  const timers = new Set();
  const channels = [];
  let now = 0;
  const set = (run, ms) => {
    const timer = { run, at: now + ms };
    timers.add(timer);
    return timer;
  };
  const store = new Map();
  const open = (clientId) => {
    const state = { frozen: false };
    const tab = {
      navigator: { locks: manager(clientId) },
      localStorage: { getItem: (key) => store.get(key) ?? null },
      addEventListener: () => undefined, removeEventListener: () => undefined,
      BroadcastChannel: class {
        constructor() { channels.push([state, this]); }
        postMessage(data) {
          for (const [other, channel] of channels) if (other !== state && !other.frozen) queueMicrotask(() => channel.onmessage({ data }));
        }
      },
    };
    return Object.assign(state, { locks: loaded(tab, set, (timer) => timers.delete(timer)).newLocks() });
  };
  async function pass(ms) {
    const end = now + ms;
    for (;;) {
      await settle();
      const next = [...timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      now = Math.max(now, next.at);
      timers.delete(next);
      next.run();
    }
    now = end;
  }
  return { open, pass, store, time: () => now, holder: manager.holder };
}

/** Holds the lock until the returned function is called. */
function holding(tab, name = "lock") {
  let end;
  const state = { begun: false };
  state.done = tab.locks.request(name, () => {
    state.begun = true;
    return new Promise((resolve) => (end = resolve));
  });
  state.end = (result) => end(result);
  return state;
}

test("a holder that answers keeps the lock, however long its work takes", async () => {
  const { open, pass } = browser();
  const first = holding(open("first"));
  await settle();
  const second = holding(open("second"));
  await pass(120_000);
  assert.deepEqual([first.begun, second.begun], [true, false]);
  first.end("done");
  assert.equal(await first.done, "done");
  await settle();
  assert.equal(second.begun, true);
});

test("another call of the same tab keeps it too", async () => {
  const { open, pass } = browser();
  const tab = open("first");
  const [first, second] = [holding(tab), holding(tab)];
  await pass(120_000);
  assert.deepEqual([first.begun, second.begun], [true, false]);
});

test("ten tabs that wait for one that is frozen get it within ten seconds, and then one after the other", async () => {
  const { open, pass, time } = browser();
  const frozen = open("frozen");
  holding(frozen);
  await settle();
  frozen.frozen = true;
  let inside = 0, most = 0, first;
  const waiting = Array.from({ length: 10 }, (_, nth) => open(`tab ${nth}`).locks.request("lock", async () => {
    first ??= time();
    most = Math.max(most, ++inside);
    await settle();
    inside--;
  }));
  await pass(10_000);
  await Promise.all(waiting);
  assert.ok(first <= 10_000, `${first} ms`);
  assert.equal(most, 1);
});

test("where a look at the locks makes the browser drop a frozen page, nobody waits for ten seconds", async () => {
  const { open, pass, time } = browser({ onQuery: (by, drop) => by === "second" && drop("lock") });
  const frozen = open("frozen");
  holding(frozen).done.catch(() => undefined);
  await settle();
  frozen.frozen = true;
  let begun;
  open("second").locks.request("lock", () => (begun = time()));
  await pass(9_000);
  assert.ok(begun <= 2_000, `${begun} ms`);
});

test("one that comes back may not change what the other has changed, and finds its own result", async () => {
  const { open, pass, store } = browser();
  const [frozen, second] = [open("frozen"), open("second")];
  const write = ({ locks }, key, value) => {
    if (locks.overtaken(key)) return "lost";
    locks.changes(key);
    store.set(key, value);
    locks.knows(key);
    return "written";
  };
  const first = holding(frozen);
  await settle();
  for (const key of ["read", "read and written", "other"]) frozen.locks.knows(key);
  write(frozen, "read and written", "mine");
  frozen.frozen = true;
  const other = holding(second);
  await pass(10_000);
  assert.equal(other.begun, true);
  for (const key of ["read", "read and written"]) write(second, key, "the other's");
  frozen.frozen = false;
  assert.deepEqual(["read", "read and written", "other", "new"].map((key) => write(frozen, key, "late")), ["lost", "lost", "written", "written"]);
  assert.equal(store.get("read"), "the other's");
  first.end("its own result");
  assert.equal(await first.done, "its own result");
  other.end();
  await other.done;
  const again = holding(frozen);
  await settle();
  assert.equal(write(frozen, "read", "under a new lock"), "written");
  again.end();
});

test("a result comes when the lock is free already: the page may block the tab then", async () => {
  const { open, holder } = browser();
  const first = holding(open("first"));
  holding(open("second"));
  await settle();
  assert.equal(holder(), "first");
  let then;
  first.done.then(() => (then = holder()));
  first.end();
  await settle();
  assert.equal(then, "second");
});
