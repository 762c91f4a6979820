// Many stored sessions, and many tabs that use them.

import { bundleOf } from "./contenders.mjs";
import { stubbed } from "./page.mjs";
import { figures, rounds } from "./rounds.mjs";
import { quantile } from "./statistics.mjs";

/**
 * Resolves to an entry for each number of sessions: the milliseconds of a page's init, of one sessions() and of one
 * signOut, of all repetitions by contender.
 */
export async function sessions(stage, { repeats, sessionCounts }, names) {
  const found = [];
  for (const count of sessionCounts) {
    const all = await rounds(repeats, names, async (name) => {
      const context = await stage.visitor();
      const page = await restored(stage, context, count);
      const taken = await page.evaluate(async ({ count, bundle }) => {
        const time = async (work, times = 1) => {
          const begun = performance.now();
          for (let done = 0; done < times; done++) await work();
          return (performance.now() - begun) / times;
        };
        const { createAuth } = await import(`/${bundle}/${bundle}.js`);
        const auth = createAuth({ clientName: "A bench" });
        const init = await time(() => auth.init());
        if (auth.sessions().length !== count) throw new Error(`${auth.sessions().length} sessions are known, and ${count} are stored`);
        const list = await time(() => auth.sessions(), 20);
        await auth.preload();
        const signOut = await time(() => auth.current.signOut());
        if (auth.sessions().length !== count - 1) throw new Error("the session is still there");
        return { init, list, signOut };
      }, { count, bundle: bundleOf(name) });
      await context.close();
      return taken;
    });
    found.push({ count, init: figures(all, "init"), list: figures(all, "list"), signOut: figures(all, "signOut") });
  }
  return found;
}

/**
 * Resolves to an entry for each number of tabs: the milliseconds from signOut in one of them until half of them and all of
 * them had told their listeners, and the median heap of a tab in bytes, of all repetitions.
 */
export async function tabs(stage, { repeats, tabCounts }) {
  const found = [];
  for (const count of tabCounts) {
    const entry = { count, half: [], all: [], heap: [] };
    const context = await stage.visitor();
    const open = [await restored(stage, context, repeats)];
    while (open.length < count) open.push(await stage.open(context));
    for (const page of open) await page.evaluate(listen);
    await open[0].evaluate(() => auth.preload());
    for (let repetition = 0; repetition < repeats; repetition++) {
      const began = await open[0].evaluate(async () => {
        const now = performance.timeOrigin + performance.now();
        await auth.current.signOut();
        return now;
      });
      const heard = await Promise.all(open.map((page) => page.evaluate((turn) => heard[turn].promise, repetition)));
      entry.half.push(quantile(heard, 0.5) - began);
      entry.all.push(Math.max(...heard) - began);
    }
    entry.heap.push(quantile(await Promise.all(open.map(heapOf)), 0.5));
    await context.close();
    found.push(entry);
  }
  return found;
}

/** Runs in each tab: heard holds, for each sign-out in turn, the promise of when this tab told its listener. */
async function listen() {
  const { createAuth } = await import("/mastoauth/mastoauth.js");
  globalThis.auth = createAuth({ clientName: "A bench" });
  await auth.init();
  const entry = () => {
    let tell;
    const promise = new Promise((resolve) => (tell = resolve));
    return { promise, tell };
  };
  globalThis.heard = auth.sessions().map(entry);
  let turn = 0;
  auth.on("signed-out", () => heard[turn++].tell(performance.timeOrigin + performance.now()));
}

async function heapOf(page) {
  const tools = await page.context().newCDPSession(page);
  await tools.send("HeapProfiler.collectGarbage");
  return (await tools.send("Runtime.getHeapUsage")).usedSize;
}

/** Opens a page of somebody who has so many sessions, with the records as core/session.go writes them. */
async function restored(stage, context, count) {
  const page = await stage.open(context);
  await page.evaluate(({ server, count }) => {
    const ids = Array.from({ length: count }, (_, number) => `${server}#${number + 1}`);
    ids.forEach((id, at) => {
      const name = `alice${at + 1}`;
      localStorage.setItem(`mastoauth:session:${id}`, JSON.stringify({
        api_base_url: server, client_id: "C".repeat(43), client_secret: "S".repeat(43), access_token: `${name}-${"T".repeat(43)}`,
        scope: "read", token_type: "Bearer", client_name: "A bench",
      }));
      localStorage.setItem(`mastoauth:account:${id}`, JSON.stringify({
        id: String(at + 1), username: name, handle: `${name}@${new URL(server).host}`, display_name: `Alice ${at + 1}`,
        avatar: `${server}/avatars/${name}.png`, url: `${server}/@${name}`,
      }));
    });
    localStorage.setItem("mastoauth:sessions", JSON.stringify({ list: ids.join(" "), current: ids[0] }));
  }, { server: stubbed, count });
  await page.reload();
  return page;
}
