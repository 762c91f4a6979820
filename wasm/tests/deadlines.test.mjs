// The deadlines of requests: one timer serves all of them. The test controls the clock.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { outputFiles: [{ text }] } = await build({
  entryPoints: [fileURLToPath(new URL("../../jsbind/deadlines.js", import.meta.url))], bundle: true, format: "iife", globalName: "made", write: false,
});
const loaded = new Function("performance", "setTimeout", "clearTimeout", `${text}; return made`);

/** early is how long a timer fires before its time. Timers in browsers may, by a fraction of a millisecond. */
function machine({ early = 0 } = {}) {
  let now = 1_000.25;
  const timers = new Set();
  const all = [];
  const set = (run, ms) => {
    const timer = { run, at: now + ms - early, held: true, ref: () => (timer.held = true), unref: () => (timer.held = false) };
    timers.add(timer);
    all.push(timer);
    return timer;
  };
  const deadlines = loaded({ now: () => now }, set, (timer) => timers.delete(timer)).newDeadlines();
  const expired = [];
  return {
    begun: now, timers, all, expired,
    begin: (limit, name = limit) => deadlines.begin(limit, () => expired.push([name, Math.round(now - 1_000.25)])),
    end: deadlines.end,
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const next = [...timers].sort((one, other) => one.at - other.at)[0];
        if (!next || next.at > end) break;
        now = Math.max(now, next.at);
        timers.delete(next);
        next.run();
      }
      now = end;
    },
  };
}

for (const early of [0, 0.4]) {
  test(`each ends when its own limit is over${early ? ", with timers that ring early" : ""}`, () => {
    const { begin, pass, expired } = machine({ early });
    const limits = [300, 30, 300, 7, 1_000, 30, 0];
    for (const limit of limits) {
      begin(limit);
      pass(5);
    }
    pass(5_000);
    const due = limits.map((limit, nth) => [limit, limit + 5 * nth]).sort(([, one], [, other]) => one - other);
    assert.equal(expired.length, limits.length, "each of them once");
    for (const [nth, [limit, at]] of due.entries()) {
      assert.equal(expired[nth][0], limit);
      assert.ok(Math.abs(expired[nth][1] - at) <= 1, `${expired[nth][1]} for ${at}`);
    }
  });
}

test("what is over in time does not expire, and a thousand of them one after another take one timer", () => {
  const { begin, end, pass, expired, all, timers } = machine();
  for (let nth = 0; nth < 1_000; nth++) {
    const deadline = begin(30_000);
    pass(10);
    assert.equal(end(deadline), true);
    assert.equal(end(deadline), false, "once");
  }
  pass(60_000);
  assert.deepEqual(expired, []);
  assert.equal(all.length, 1);
  assert.equal(timers.size, 0, "and none is left");
});

test("one that is over leaves the others theirs", () => {
  const { begin, end, pass, expired } = machine();
  const first = begin(100, "first");
  pass(10);
  begin(100, "second");
  const third = begin(50, "third");
  end(first);
  end(third);
  pass(1_000);
  assert.deepEqual(expired, [["second", 110]]);
});

test("one may be begun or ended while another expires", () => {
  const { pass, expired, begin, end } = machine();
  const loser = begin(100, "loser");
  const winner = begin(100, "winner");
  loser.expire = () => {
    end(winner);
    begin(10, "next");
  };
  pass(1_000);
  assert.deepEqual(expired, [["next", 110]]);
});

test("Node is held only while something is waited for", () => {
  const { begin, end, all } = machine();
  const held = () => all.at(-1).held;
  const [one, other] = [begin(100), begin(100)];
  end(one);
  assert.equal(held(), true);
  end(other);
  assert.equal(held(), false);
  const next = begin(100);
  assert.equal(held(), true);
  end(next);
  assert.equal(held(), false);
  assert.equal(all.length, 1);
});
