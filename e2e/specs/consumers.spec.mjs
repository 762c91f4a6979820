// The packed tarball in real consumers: each logs in, without any configuration.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { prepare } from "../consumers/prepare.mjs";
import { decide } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
let consumers;
before(async () => (consumers = await prepare()));
after(() => consumers?.stop());

// Vite's development server tells the console that it is connected, and React that it has tools; a browser asks each site for an icon.
const problems = (said) => said.filter((line) => !/^debug: \[vite\]|favicon\.ico|React DevTools/.test(line));

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
    assert.deepEqual(problems(said), []);
  });
}

for (const name of ["react-dev", "react", "vue", "svelte"]) {
  it(`${name} has the tag, and hears of the sign-in and the sign-out`, async (test) => {
    const { page, said } = await set.visit(test);
    await page.goto(consumers.urls[name]);
    const output = page.locator("output");
    await output.filter({ hasText: "Nobody is here." }).waitFor();
    await page.getByRole("combobox", { name: "Your Mastodon or Fediverse server" }).fill(set.server.url);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await decide(page);
    await output.filter({ hasText: /^Hello, alice@127/ }).waitFor();
    await page.reload();
    await output.filter({ hasText: /^Hello, alice@127/ }).waitFor();
    await page.getByRole("button", { name: /^Alice Example/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await output.filter({ hasText: "Nobody is here." }).waitFor();
    assert.deepEqual(problems(said), []);
  });
}

it("React has createAuth in a hook, and one login completes though its effects run twice", async (test) => {
  const server = await set.servers.serve();
  const { page, said } = await set.visit(test);
  const address = `${consumers.urls["react-dev"]}hook.html?server=${server.url}`;
  await page.goto(address);
  await page.getByText("signed-out", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Sign in" }).click();
  await decide(page);
  await page.locator("output", { hasText: "Hello, alice@127" }).waitFor();
  await page.getByText("signed-in", { exact: true }).waitFor();
  assert.equal(page.url(), address);
  assert.equal(await page.evaluate(() => window.made), 2, "StrictMode did what it does");
  assert.equal((await server.asked(/^POST \/oauth\/token .*grant_type=authorization_code/)).length, 1);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator("output", { hasText: "Nobody is here." }).waitFor();
  assert.deepEqual(problems(said), []);
});

for (const name of ["react", "vue", "svelte"]) {
  it(`${name} knows the attributes and the events of the tag`, async () => {
    assert.equal(await consumers.checkTemplates(name), "");
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
