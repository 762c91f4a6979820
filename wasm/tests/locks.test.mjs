// Locks and visible writes. Before a tab works under a lock, it waits for the writes of the earlier holders, and for nothing else.
// Several copies of locks.js stand for tabs, each with its own view of the store. The test decides when a view shows another tab's write.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { outputFiles: [{ text }] } = await build({
  entryPoints: [fileURLToPath(new URL("../../jsbind/locks.js", import.meta.url))],
  bundle: true, format: "iife", globalName: "made", define: { globalThis: "tab" }, write: false,
});
const loaded = new Function("tab", "setTimeout", "clearTimeout", `${text}; return made`);

/** A lock manager: each name has one holder at a time, in the order of the requests. */
function lockManager() {
  const held = [];
  const queues = new Map();
  return (clientId) => ({
    async request(name, options, work = options) {
      const turn = (queues.get(name) ?? Promise.resolve()).then(async () => {
        const lock = { name, clientId };
        held.push(lock);
        try {
          return await work();
        } finally {
          held.splice(held.indexOf(lock), 1);
        }
      });
      queues.set(name, turn.catch(() => undefined));
      return turn;
    },
    query: async () => ({ held: held.toReversed() }), // in no order that means anything
  });
}

/** A browser with tabs in separate processes. see(tab) makes all writes visible in that tab. Timers only fire when ring is called. */
function browser() {
  const manager = lockManager();
  const truth = new Map();
  const timers = new Set();
  const open = (clientId, navigator = { locks: manager(clientId) }) => {
    const view = new Map();
    const events = new EventTarget();
    const tab = {
      navigator,
      localStorage: { getItem: (key) => view.get(key) ?? null },
      addEventListener: (...given) => events.addEventListener(...given),
      removeEventListener: (...given) => events.removeEventListener(...given),
    };
    const locks = loaded(tab, (run) => (timers.add(run), run), (run) => timers.delete(run)).newLocks({ request: (_, work) => work() });
    const write = (key, value) => {
      locks.changes(key);
      for (const store of [view, truth]) {
        if (value === null) store.delete(key);
        else store.set(key, value);
      }
    };
    const told = (event = "storage") => events.dispatchEvent(new Event(event));
    const see = (event) => {
      view.clear();
      for (const [name, value] of truth) view.set(name, value);
      told(event);
    };
    return { locks, write, see, told, view, tab };
  };
  const ring = () => {
    for (const run of [...timers]) if (timers.delete(run)) run();
  };
  return { open, ring, timers };
}

/** Waits until all pending promises have been handled. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Requests the lock. The result says whether it is held now. */
async function asked(tab, work = () => undefined) {
  const state = { held: false };
  state.done = tab.locks.request("lock", () => {
    state.held = true;
    return work();
  });
  await settle();
  return state;
}

describe("the next holder", () => {
  for (const [what, { wrote, waits }] of Object.entries({
    "waits for what another tab wrote": { wrote: [["key", "new"]], waits: true },
    "waits for what another tab removed": { wrote: [["old", null]], waits: true },
    "waits for all of it": { wrote: [["key", "new"], ["old", null], ["third", "3"]], waits: true },
    "waits for what another tab wrote twice": { wrote: [["key", "new"], ["key", "newer"]], waits: true },
    "waits for nothing where nothing was written": { wrote: [], waits: false },
    "waits for nothing where all is as it was": { wrote: [["old", "what stands there"]], waits: false },
    "waits for nothing where it was changed back": { wrote: [["key", "new"], ["key", null]], waits: false },
  })) {
    test(what, async () => {
      const { open } = browser();
      const [first, second] = [open("first"), open("second")];
      first.write("old", "what stands there");
      second.see();
      await first.locks.request("lock", () => wrote.forEach((change) => first.write(...change)));
      const next = await asked(second, () => assert.deepEqual(second.view, first.view));
      assert.equal(next.held, !waits);
      if (waits) second.see("another event");
      await settle();
      assert.equal(next.held, !waits, "until the browser tells of a write");
      second.see();
      await next.done;
    });
  }

  test("waits for the last holder where it sees the one before", async () => {
    const { open } = browser();
    const [first, second, third] = ["first", "second", "third"].map((name) => open(name));
    await first.locks.request("lock", () => first.write("key", "1"));
    second.see();
    await second.locks.request("lock", () => second.write("key", "2"));
    const next = await asked(third);
    assert.equal(next.held, false, "where it sees neither");
    third.view.set("key", "1");
    third.told();
    await settle();
    assert.equal(next.held, false, "where it sees the first");
    third.see();
    await next.done;
  });

  test("does not wait where a holder brought back what stood there before", async () => {
    const { open } = browser();
    const [first, second, third] = ["first", "second", "third"].map((name) => open(name));
    for (const tab of [first, second, third]) tab.write("key", "1");
    await first.locks.request("lock", () => first.write("key", "2"));
    second.see();
    await second.locks.request("lock", () => second.write("key", "1"));
    assert.equal((await asked(third)).held, true);
  });

  test("waits for the last of several writes, and not only for one of them", async () => {
    const { open } = browser();
    const [first, second] = [open("first"), open("second")];
    await first.locks.request("lock", () => {
      first.write("key", "1");
      second.see();
      first.write("key", "2");
    });
    const next = await asked(second);
    assert.equal(next.held, false);
    second.see();
    await next.done;
    assert.equal(second.view.get("key"), "2");
  });

  test("does not wait for a value that was replaced since", async () => {
    const { open } = browser();
    const [first, second] = [open("first"), open("second")];
    await first.locks.request("lock", () => first.write("key", "1"));
    first.write("key", "2"); // without the lock
    second.see();
    assert.equal((await asked(second)).held, true);
  });

  test("goes on when the writes have had their time", async () => {
    const { open, ring } = browser();
    const [first, second] = [open("first"), open("second")];
    await first.locks.request("lock", () => first.write("key", "1"));
    const next = await asked(second);
    assert.equal(next.held, false);
    ring();
    await next.done;
    const third = await asked(open("third"));
    assert.equal(third.held, true, "and a note does not outlive that");
  });

  test("does not wait for what was written under another lock", async () => {
    const { open } = browser();
    const [first, second] = [open("first"), open("second")];
    await first.locks.request("lock and more", () => first.write("key", "1"));
    assert.equal((await asked(second)).held, true);
  });

  test("does not wait where it has no such store, as a worker has none", async () => {
    const { open } = browser();
    const [first, worker] = [open("first"), open("worker")];
    await first.locks.request("lock", () => first.write("key", "1"));
    delete worker.tab.localStorage;
    assert.equal((await asked(worker)).held, true);
  });

  test("does not take locks of others for notes", async () => {
    const { open } = browser();
    const [first, second] = [open("first"), open("second")];
    const { locks } = first.tab.navigator;
    for (const name of ["mastoauth:written:", "mastoauth:written:[", "mastoauth:written:5", 'mastoauth:written:["lock"]', 'mastoauth:written:["lock",9,[1]]']) {
      void locks.request(name, () => new Promise(() => {}));
    }
    await second.locks.request("lock", () => second.write("key", "1"));
    assert.equal((await asked(first)).held, false, "the one note that there is counts");
    first.see();
  });

  test("does not wait where the browser does not say who holds what", async () => {
    const { open } = browser();
    const [first, second] = [open("first"), open("second")];
    await first.locks.request("lock", () => first.write("key", "1"));
    second.tab.navigator.locks.query = () => Promise.reject(new DOMException("no", "SecurityError"));
    assert.equal((await asked(second)).held, true);
  });
});

test("a tab alone never waits, and no lock is handed over before what was written is noted", async () => {
  const { open, timers } = browser();
  const alone = open("alone");
  for (let turn = 0; turn < 20; turn++) {
    await alone.locks.request("lock", () => {
      assert.equal(alone.view.get("key"), turn ? String(turn - 1) : undefined);
      alone.write("key", String(turn));
    });
  }
  assert.equal(timers.size, 20, "of the notes, which nobody waits for");
  alone.write("key", "18"); // as it was before the last turn
  assert.equal((await asked(alone)).held, true);
});

test("who writes nothing leaves no note, and what is written without a lock costs nothing", async () => {
  const { open, timers } = browser();
  const { locks, write, tab } = open("tab");
  write("key", "1");
  await locks.request("lock", () => write("key", "1"));
  await locks.request("lock", () => undefined);
  assert.equal(timers.size, 0);
  let looks = 0;
  tab.localStorage.getItem = () => looks++;
  write("key", "2");
  assert.equal(looks, 0);
});

test("a failure is handed on, and the note is left all the same", async () => {
  const { open } = browser();
  const [first, second] = [open("first"), open("second")];
  const failing = first.locks.request("lock", () => {
    first.write("key", "1");
    throw new Error("its own");
  });
  await assert.rejects(failing, { message: "its own" });
  assert.equal((await asked(second)).held, false);
});

test("notes say nothing of what was written", async () => {
  const { open } = browser();
  const tab = open("tab");
  await tab.locks.request("lock", () => tab.write("key", "secret-1"));
  const { held: [note] } = await tab.tab.navigator.locks.query();
  assert.ok(note.name.includes("key") && !note.name.includes("secret-1"), note.name);
});

test("where there are no Web Locks, the other ones are asked", async () => {
  const tab = browser().open("tab", {});
  assert.equal(await tab.locks.request("lock", () => "done"), "done");
});
