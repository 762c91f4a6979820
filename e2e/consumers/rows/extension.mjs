// A browser extension (Manifest V3) in Chromium: its background is a service worker, its storage that of extensions, and the server's page
// is shown by chrome.identity.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { assertDocumented } from "../code-trials.mjs";
import { decide } from "../../support/person.mjs";

const line = `"content_security_policy": { "extension_pages": "script-src 'self' 'wasm-unsafe-eval'" }`;

/** Starts a browser with the extension in this folder, and opens its popup as a page. */
async function open(t, folder) {
  const profile = await mkdtemp(join(tmpdir(), "mastoauth-extension-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Playwright switches extensions off, and starts the headless mode that has none.
    ignoreDefaultArgs: ["--disable-extensions", "--headless"],
    args: ["--headless=new", "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update", `--load-extension=${folder}`],
  });
  t.after(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  });
  context.setDefaultTimeout(30_000);
  const background = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const page = await context.newPage();
  const thrown = [];
  page.on("pageerror", (error) => thrown.push(String(error)));
  t.after(() => assert.deepEqual(thrown, []));
  await page.goto(new URL("popup.html", background.url()).href);
  const output = page.locator("output");
  await output.filter({ hasText: "Nobody is here." }).waitFor();
  /** The person asks to sign in. Resolves to the window that the extension opens. */
  const signIn = async (server) => {
    await page.getByLabel("Your server").fill(server);
    const opened = context.waitForEvent("page");
    opened.catch(() => undefined);
    await page.getByRole("button", { name: "Sign in" }).click();
    return opened;
  };
  return { page, output, signIn };
}

/** The extension with or without its line, and the package beside it. */
async function unpacked(project, name, edit = (manifest) => manifest) {
  const folder = join(project.folder, name);
  for (const file of ["background.js", "popup.html", "popup.js", "sign-in.js"]) await cp(join(project.folder, file), join(folder, file));
  await cp(join(project.folder, "node_modules/mastoauth/dist"), join(folder, "lib"), { recursive: true });
  await writeFile(join(folder, "manifest.json"), edit(await readFile(join(project.folder, "manifest.json"), "utf8")));
  return folder;
}

export const extensions = [{
  name: "extension",
  what: "a browser extension",
  version: () => "(Manifest V3)",
  how: "`launch` by `chrome.identity`, `storage` by `chrome.storage`",
  project: "extension",
  lines: line,
  trial: async (t, { project, set }) => {
    for (const file of ["manifest.json", "sign-in.js", "background.js", "popup.html", "popup.js"]) assertDocumented(await readFile(join(project.folder, file), "utf8"));
    const { page, output, signIn } = await open(t, await unpacked(project, "whole"));
    await (await signIn(set.server.url)).close();
    await output.filter({ hasText: "closed" }).waitFor();
    const window = await signIn(set.server.url);
    await decide(window, { allow: false });
    await output.filter({ hasText: "denied" }).waitFor();
    await decide(await signIn(set.server.url));
    await output.filter({ hasText: /^Hello, alice@127/ }).waitFor();
    await page.reload();
    await output.filter({ hasText: /^Hello, alice@127/ }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await output.filter({ hasText: "Nobody is here." }).waitFor();
    assert.ok((await set.server.asked(/^POST \/oauth\/revoke /)).length > 0);

    const bare = await open(t, await unpacked(project, "bare", (manifest) => manifest.replace(`  ${line},\n`, "")));
    void bare.signIn(set.server.url).catch(() => undefined);
    await bare.output.filter({ hasText: "does not allow the program" }).waitFor();
    const hint = await bare.page.evaluate(() => import("./lib/index.js").then(({ load }) => load()).catch(({ hint }) => hint));
    assert.ok(hint.includes(line), hint);
  },
}];
