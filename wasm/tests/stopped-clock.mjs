// A clock that stands still, for time limits.

import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";

/** The timers that are set. One that is left over rings in the next wait: the bridge has one timer for all its limits. */
const timers = new Set();

/** Lets the timers ring, half a second after half a second, until the promise settles. Returns its result, and the time that passed. */
export async function waited(test, begin) {
  let now = 0;
  test.mock.method(globalThis, "setTimeout", (run, ms, ...args) => {
    const timer = { at: now + ms, run: () => run(...args), ref() {}, unref() {} };
    timers.add(timer);
    return timer;
  });
  test.mock.method(globalThis, "clearTimeout", (timer) => timers.delete(timer));
  let settled = false;
  const done = begin().finally(() => (settled = true));
  done.catch(() => undefined);
  for (; now < 60_000; now += 500) {
    for (const timer of [...timers].filter(({ at }) => at <= now)) {
      timers.delete(timer);
      timer.run();
    }
    for (let turns = 0; turns < 20; turns++) await turn();
    if (settled) break;
  }
  assert.ok(settled, "it is settled");
  test.mock.restoreAll();
  return [await done, now];
}
