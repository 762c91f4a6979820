// Locks across processes: tabs increment one counter under a lock, and each must see the last write.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import { browser } from "../engines/chromium.mjs";
import { root } from "../servers/program.mjs";
import { staticSite } from "../servers/static-site.mjs";

const rounds = 200;
const { outputFiles: [{ text }] } = await build({
  entryPoints: [`${root}jsbind/locks.js`], bundle: true, format: "iife", globalName: "made", write: false,
});

describe("a lock that tabs in several processes share", () => {
  let running, context, www;

  before(async () => {
    [running, www] = await Promise.all([browser(), staticSite()]);
    context = await running.newContext();
    await context.addInitScript(`${text}
      window.locks = made.newLocks();
      window.count = () => locks.request("count", () => {
        const now = Number(localStorage.getItem("count"));
        locks.changes("count");
        localStorage.setItem("count", String(now + 1));
      });`);
  });
  after(() => Promise.all([running?.close(), www?.close()]));

  const processes = async () => {
    const tools = await running.newBrowserCDPSession();
    const { processInfo } = await tools.send("SystemInfo.getProcessInfo");
    await tools.detach();
    return processInfo.filter(({ type }) => type === "renderer").length;
  };
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`${www.url}/blank`);
    return page;
  };
  const counted = (page) => page.evaluate(() => Number(localStorage.getItem("count")));

  it("is never held by one that does not see what was written before", async () => {
    const tabs = [await open(), await open(), await open()];
    assert.ok(await processes() >= tabs.length, "each tab has a process of its own");
    await Promise.all(tabs.map((tab) => tab.evaluate(async (rounds) => {
      for (let round = 0; round < rounds; round++) {
        await count();
        await new Promise((resume) => setTimeout(resume, 3 * Math.random()));
      }
    }, rounds)));
    await tabs[0].evaluate(() => locks.request("count", () => undefined)); // which sees all
    assert.equal(await counted(tabs[0]), tabs.length * rounds);
    await Promise.all(tabs.map((tab) => tab.evaluate(() => localStorage.clear())));
    for (const tab of tabs) await tab.close();
  });

  it("makes a tab that is alone wait for no timer", async () => {
    const tab = await open();
    const before = await counted(tab);
    await tab.evaluate(async (rounds) => {
      window.setTimeout = () => 0; // no timer ever rings
      for (let round = 0; round < rounds; round++) await count();
    }, rounds);
    assert.equal(await counted(tab), before + rounds);
    await tab.close();
  });

  it("is free at once when its holder is closed", async () => {
    const [tab, other] = [await open(), await open()];
    await tab.evaluate(() => new Promise((held) => void locks.request("count", () => (held(), new Promise(() => {})))));
    const turn = other.evaluate(() => count());
    await tab.close();
    await turn;
    await other.close();
  });
});
