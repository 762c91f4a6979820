// verify_credentials over the loopback network: concurrent calls, with responses of several sizes.

import { figures, rounds } from "./rounds.mjs";
import { median, quantile } from "./statistics.mjs";

/**
 * Resolves to a list with an entry for each document and concurrency: perSecond, latency (the median of a round, in
 * milliseconds), slow (the 95th percentile) and preflights (for each call) of all rounds by contender.
 */
export async function calls(stage, plan, pages) {
  const names = Object.keys(pages);
  const found = [];
  for (const [document] of plan.documents) {
    const { url: server, asked } = stage.servers[document];
    for (const name of names) await warmUp(pages[name], server, plan.calls[document]);
    for (const concurrency of plan.concurrency) {
      const what = { calls: plan.calls[document], concurrency };
      const measured = await rounds(plan.rounds, names, async (name) => {
        const before = { ...asked };
        const { ms, latencies } = await pages[name].evaluate(({ calls, concurrency }) => volley(call, calls, concurrency), what);
        if (asked.calls - before.calls !== what.calls) throw new Error(`${name} made ${asked.calls - before.calls} requests for ${what.calls} calls`);
        return {
          perSecond: (what.calls / ms) * 1000, latency: median(latencies), slow: quantile(latencies, 0.95),
          preflights: (asked.preflights - before.preflights) / what.calls,
        };
      });
      found.push({ document, concurrency, perSecond: figures(measured, "perSecond"), latency: figures(measured, "latency"), slow: figures(measured, "slow"), preflights: figures(measured, "preflights") });
    }
  }
  return found;
}

/** Until the code is compiled, the connections are open, and the preflight is remembered. */
function warmUp(page, server, calls) {
  return page.evaluate(({ server, calls }) => {
    globalThis.call = contender.client(server);
    return volley(call, calls, 16);
  }, { server, calls });
}
