// The components of docs/frameworks.md for a session that the server has revoked, in React, without a build of a consumer.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { build } from "esbuild";
import { root } from "../servers/program.mjs";
import { staticSite } from "../servers/static-site.mjs";
import { fixture } from "../support/fixture.mjs";
import { decide } from "../support/person.mjs";

const shared = "e2e/consumers/shared";
const page = `
import { createElement, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Account } from "./${shared}/react/Account.tsx";
import { Timeline } from "./${shared}/react/Timeline.tsx";
createRoot(document.getElementById("root")).render(createElement(StrictMode, {}, createElement(Account), createElement(Timeline)));`;

const set = fixture();
let folder;
let www;

before(async () => {
  mkdirSync(`${root}e2e/out`, { recursive: true });
  folder = mkdtempSync(`${root}e2e/out/use-auth-`);
  writeFileSync(join(folder, "index.html"), '<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="page.js"></script>');
  await build({
    stdin: { contents: page, resolveDir: root }, outfile: join(folder, "page.js"), bundle: true, format: "esm", jsx: "automatic", logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [{ name: "package", setup: ({ onResolve }) => onResolve({ filter: /^mastoauth$/ }, () => ({ path: "./lib/index.js", external: true })) }],
  });
  www = await staticSite({ folder });
});
after(async () => {
  await www?.close();
  rmSync(folder, { recursive: true });
});

/** A person with an account at a server of their own, who is signed in and sees the timeline. */
async function reader(test) {
  const server = await set.servers.serve({ Diaries: true });
  const { page, context } = await set.visit(test);
  await page.goto(www.url);
  await page.getByLabel("Your server").fill(server.url);
  await page.getByRole("button", { name: "Sign in" }).click();
  await decide(page);
  await posts(page).waitFor();
  return { server, page, context };
}

const posts = (page) => page.getByRole("listitem").first();
const again = (page) => page.getByRole("button", { name: "Sign in again" });

it("who has signed in again after a revocation sees the timeline, here and in another tab", async (test) => {
  const { server, page, context } = await reader(test);
  await server.revokeTokens();
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(www.url);
    await again(tab).waitFor();
    assert.equal(await posts(tab).isVisible(), false);
  }
  await page.bringToFront();
  await again(page).click();
  await decide(page);
  for (const tab of [page, other]) {
    await posts(tab).waitFor();
    assert.equal(await again(tab).count(), 0);
    assert.equal(await tab.getByRole("alert").textContent(), "");
  }
});

it("nothing is asked with the old token on the way back from the server", async (test) => {
  const { server, page } = await reader(test);
  await server.revokeTokens();
  await page.reload();
  await again(page).click();
  const refused = [];
  page.on("response", (response) => response.status() === 401 && refused.push(response.url()));
  await decide(page);
  await posts(page).waitFor();
  assert.deepEqual(refused, []);
});
