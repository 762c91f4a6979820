// Popups that are aborted, closed or left at an unusual time. None stays open, and no promise stays pending.

import assert from "node:assert/strict";
import { it } from "node:test";
import { decide } from "../support/person.mjs";
import { resultOf, authPage, who } from "../support/auth-page.mjs";

const { set, visit, atServer } = await authPage();

/** Opens the popup in a page that can abort the sign-in. */
async function open(page) {
  await page.evaluate(() => {
    window.controller = new AbortController();
    window.options = { signal: controller.signal };
  });
  const opened = page.waitForEvent("popup");
  await page.locator("#server").fill(set.server.url);
  await page.locator("#popup").click();
  return opened;
}

const closed = async (window) => window.isClosed() || window.waitForEvent("close");
const callOff = (page) => page.evaluate(() => controller.abort());
const aborted = { status: "rejected", code: "aborted" };

async function fail(test, path, fault) {
  await set.server.fail(path, fault);
  test.after(() => set.server.mend());
}

for (const [what, hinder] of [
  ["the JavaScript of the module is on its way", (test, { context }) => context.route("**/lazy.js", () => undefined)], // it never comes
  ["the module is on its way", (test, { context }) => context.route("**/mastoauth.wasm", () => undefined)],
  ["the server is asked", (test) => fail(test, "/", "Hang")],
]) {
  it(`called off while ${what}`, async (test) => {
    const someone = await visit(test, "/");
    await hinder(test, someone);
    const window = await open(someone.page);
    await callOff(someone.page);
    assert.deepEqual(await resultOf(someone.page, "outcome"), aborted);
    await closed(window);
  });

  it(`closed while ${what}`, async (test) => {
    const someone = await visit(test, "/");
    await hinder(test, someone);
    const window = await open(someone.page);
    await window.close();
    assert.deepEqual(await resultOf(someone.page, "outcome"), { status: "closed" });
  });

  it(`left behind while ${what}`, async (test) => {
    const someone = await visit(test, "/");
    await hinder(test, someone);
    const window = await open(someone.page);
    await Promise.all([closed(window), someone.page.reload()]);
  });
}

it("closed while the server's page is on its way", async (test) => {
  const { page, context } = await visit(test, "/");
  const asked = new Promise((resolve) => void context.route(`${set.server.url}/oauth/authorize*`, () => resolve())); // it never comes
  const window = await open(page);
  await asked;
  // A window that looks closed within a second of its leaving is taken for one that was cut off.
  await page.evaluate(() => (window.begun = performance.now()));
  await page.waitForFunction(() => performance.now() - begun > 1_200);
  await window.close();
  assert.deepEqual(await resultOf(page, "outcome"), { status: "closed" });
});

it("called off when the answer was taken", async (test) => {
  const { page } = await visit(test, "/");
  const window = await open(page);
  await atServer(window);
  await fail(test, "/oauth/token", "Hang");
  await Promise.all([window.waitForEvent("close"), decide(window)]);
  await callOff(page);
  assert.deepEqual(await resultOf(page, "outcome"), aborted);
  assert.deepEqual(await who(page), [null]);
});

it("called off by a page that leaves at once", async (test) => {
  const { page } = await visit(test, "/");
  const window = await open(page);
  await atServer(window);
  await Promise.all([closed(window), page.evaluate(() => {
    controller.abort();
    location.href = "/slow/";
  })]);
});
