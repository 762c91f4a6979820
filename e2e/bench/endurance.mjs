// Many calls in a row: the memory that they leave behind, and the page after the module has stopped.

import { stubbed } from "./page.mjs";

/**
 * Makes calls in one page. Resolves to an entry for each of the counts, once for each repetition: the bytes of the module's
 * memory and of JavaScript's heap then, and the microseconds of a call since the count before.
 */
export async function endurance(stage, { repeats, callCounts }) {
  const found = callCounts.map((calls) => ({ calls, memory: [], heap: [], micros: [] }));
  for (let repetition = 0; repetition < repeats; repetition++) {
    const page = await prepared(stage);
    const tools = await page.context().newCDPSession(page);
    let before = 0;
    for (const entry of found) {
      const calls = entry.calls - before;
      const { ms, bytes } = await page.evaluate(async (calls) => {
        const { ms } = await volley(call, calls, 16);
        return { ms, bytes: memory.buffer.byteLength };
      }, calls);
      await tools.send("HeapProfiler.collectGarbage");
      entry.memory.push(bytes);
      entry.heap.push((await tools.send("Runtime.getHeapUsage")).usedSize);
      entry.micros.push((ms * 1000) / calls);
      before = entry.calls;
    }
    await page.context().close();
  }
  return found;
}

/** Resolves to the milliseconds of the first call after the module died, and of the call after that. */
export async function recovery(stage, { rounds }) {
  const found = { first: [], second: [] };
  const page = await prepared(stage);
  for (let round = 0; round < rounds; round++) {
    const { told, first, second } = await page.evaluate(async () => {
      const time = async () => {
        const begun = performance.now();
        await call();
        return performance.now() - begun;
      };
      // Go's runtime reads this clock whenever it is entered. An exception there breaks it as no panic does.
      performance.now = () => { throw new Error("broken on purpose"); };
      const told = await call().then(() => "nothing", ({ code }) => code);
      delete performance.now;
      return { told, first: await time(), second: await time() };
    });
    if (told !== "module_stopped") throw new Error(`the module did not die: the call was told ${told}`);
    found.first.push(first);
    found.second.push(second);
  }
  await page.context().close();
  return found;
}

/** A page in which the module runs. */
async function prepared(stage) {
  const page = await stage.open(await stage.visitor());
  await page.evaluate(async (server) => {
    globalThis.call = (await import("/mastoauth/mastoauth.js")).client(server);
    await call();
  }, stubbed);
  return page;
}
