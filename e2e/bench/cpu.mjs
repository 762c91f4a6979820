// The time of a call on the page's thread, without a network: the response is made in the page.

import { stubbed } from "./page.mjs";
import { rounds } from "./rounds.mjs";

/** Resolves to an entry for each concurrency: the microseconds of a call of all rounds by contender. */
export async function cpu(stage, { rounds: count, warm, stubbedCalls: calls }, pages) {
  const threads = {};
  for (const [name, page] of Object.entries(pages)) threads[name] = await thread(page);
  const found = [];
  for (const concurrency of [1, 16]) {
    const micros = await rounds(count, Object.keys(pages), async (name) => {
      const seconds = threads[name];
      const before = await seconds();
      await pages[name].evaluate(({ calls, concurrency }) => volley(call, calls, concurrency), { calls, concurrency });
      return (((await seconds()) - before) * 1e6) / calls;
    }, { warm });
    found.push({ concurrency, micros });
  }
  return found;
}

/** Returns what tells the processor's time that the page's thread has taken so far. What others on this machine do does not count. */
async function thread(page) {
  await page.evaluate((server) => {
    globalThis.call = contender.client(server);
  }, stubbed);
  const tools = await page.context().newCDPSession(page);
  await tools.send("Performance.enable");
  return async () => {
    const { metrics } = await tools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ThreadTime").value;
  };
}
