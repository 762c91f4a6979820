// @ts-check
// Time limits of requests. One timer serves all of them: setting and clearing a timer for each request would be a twentieth of
// the cost of a call in the page. A program waits for it only while there are requests.

import { hold } from "./timers.js";

/** A request's time limit. @typedef {{ at: number, limit: number, expire: () => void }} Deadline */

export function newDeadlines() {
  /** The deadlines by limit, earliest first. @type {Map<number, Set<Deadline>>} */
  const queues = new Map();
  let waiting = 0;

  /** Set for the time armed, perhaps for a request that has ended since. @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let armed = Infinity;

  /** @param {number} at @param {number} now */
  function arm(at, now) {
    if (timer !== undefined) clearTimeout(timer);
    armed = at;
    timer = at === Infinity ? undefined : setTimeout(ring, at - now);
  }

  function ring() {
    const now = performance.now();
    const due = Math.max(now, armed); // the timer may fire a fraction of a millisecond early
    timer = undefined;
    let next = Infinity;
    const over = [];
    for (const queue of queues.values()) {
      for (const deadline of queue) {
        if (deadline.at > due) {
          next = Math.min(next, deadline.at);
          break;
        }
        over.push(deadline);
      }
    }
    arm(next, now);
    for (const deadline of over) {
      if (end(deadline)) deadline.expire();
    }
  }

  /** Returns false if the deadline had already ended. @param {Deadline} deadline */
  function end(deadline) {
    if (!queues.get(deadline.limit)?.delete(deadline)) return false;
    if (--waiting === 0) hold(timer, "unref");
    return true;
  }

  return {
    /** Calls expire after limit milliseconds, unless end is called before. @param {number} limit @param {() => void} expire */
    begin(limit, expire) {
      const now = performance.now();
      const deadline = { at: now + limit, limit, expire };
      const queue = queues.get(limit);
      if (queue) queue.add(deadline);
      else queues.set(limit, new Set([deadline]));
      if (deadline.at < armed) arm(deadline.at, now);
      else if (waiting === 0) hold(timer, "ref");
      waiting++;
      return deadline;
    },
    end,
    /** Clears the timer, if no deadline is left. */
    rest() {
      if (waiting === 0) arm(Infinity, 0);
    },
  };
}
