// The packed tarball in real consumers: each logs in, without any configuration.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { prepare } from "./consumers/prepare.mjs";
import { decide } from "./person.mjs";
import { scene } from "./scene.mjs";

const set = scene();
let consumers;
before(async () => (consumers = await prepare()));
after(() => consumers?.stop());

for (const name of ["plain", "vite7-dev", "vite7-build", "vite8-dev", "vite8-build", "webpack"]) {
  it(`${name} logs in`, async (test) => {
    const { page, said } = await set.visit(test);
    const modules = [];
    page.on("response", (response) => response.url().endsWith(".wasm") && modules.push(response.headers()["content-type"]));
    await page.goto(`${consumers.urls[name]}?server=${set.server.url}`);
    await decide(page);
    await page.locator("output", { hasText: "Hello, alice" }).waitFor();
    assert.equal(page.url(), consumers.urls[name], "nothing of the answer is left in the address");
    assert.ok(modules.includes("application/wasm"), String(modules));
    // Vite's development server tells the console that it is connected; a browser asks each site for an icon.
    const problems = said.filter((line) => !/^debug: \[vite\]|favicon\.ico/.test(line));
    assert.deepEqual(problems, []);
  });
}

it("Node imports it, calls it, and ends", async () => {
  assert.equal(await consumers.runNode(), "howdy universe! true\n");
});

for (const [module, resolution] of [["esnext", "bundler"], ["nodenext", "nodenext"]]) {
  it(`its types hold under moduleResolution ${resolution}`, async () => {
    assert.equal(await consumers.checkTypes(module, resolution), "");
  });
}
