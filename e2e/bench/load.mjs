// The time to the first call: import, load, start, and a call whose response is made in the page.

import { bundleOf } from "./contenders.mjs";
import { lines, throttle } from "./network-throttling.mjs";
import { firstCall, stubbed } from "./page.mjs";
import { rounds } from "./rounds.mjs";

/** The line on which load is measured beside the loopback network. */
const line = "10 Mbit/s";

/** Resolves to { cold, "cold, 10 Mbit/s", warm, "in a worker" }, each with the milliseconds of all rounds by contender. */
export async function load(stage, { rounds: count, warm }, names) {
  const ways = {
    async cold(context) {
      return first(await stage.open(context));
    },
    async [`cold, ${line}`](context) {
      const page = await stage.open(context);
      await throttle(await context.newCDPSession(page), lines[line]);
      return first(page);
    },
    /** The second visit of the same person. */
    async warm(context) {
      const page = await stage.open(context);
      return async (what) => {
        await page.evaluate(firstCall, what);
        await page.reload();
        return page.evaluate(firstCall, what);
      };
    },
    async "in a worker"(context) {
      const page = await stage.open(context);
      return (what) => page.evaluate((what) => new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data: { ms, error } }) => (error ? reject(new Error(error)) : resolve(ms));
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(what);
      }), what);
    },
  };
  const found = {};
  for (const [way, prepare] of Object.entries(ways)) {
    found[way] = await rounds(count, names, async (name) => {
      const context = await stage.visitor();
      try {
        return await (await prepare(context))({ bundle: bundleOf(name), server: stubbed });
      } finally {
        await context.close();
      }
    }, { warm });
  }
  return found;
}

const first = (page) => (what) => page.evaluate(firstCall, what);
