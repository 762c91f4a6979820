// A clock that stands still, for time limits.

import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";

/**
 * Stops the clock until the test ends. The function that it returns lets the timers ring, half a second after half a second, until what it
 * begins has settled, and resolves to its result and the time that passed.
 */
export function stoppedClock(test) {
  const timers = new Set();
  let now = 0;
  test.mock.method(globalThis, "setTimeout", (run, ms, ...args) => {
    const timer = { at: now + ms, run: () => run(...args), ref() {}, unref() {} };
    timers.add(timer);
    return timer;
  });
  test.mock.method(globalThis, "clearTimeout", (timer) => timers.delete(timer));
  return async (begin) => {
    const begun = now;
    let settled = false;
    const done = begin().finally(() => (settled = true));
    done.catch(() => undefined);
    for (; now < begun + 60_000; now += 500) {
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer);
        timer.run();
      }
      for (let turns = 0; turns < 20; turns++) await turn();
      if (settled) break;
    }
    assert.ok(settled, "it is settled");
    return [await done, now - begun];
  };
}

/** The same for one thing. */
export async function waited(test, begin) {
  const result = await stoppedClock(test)(begin);
  test.mock.restoreAll();
  return result;
}
