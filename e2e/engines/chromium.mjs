// Chromium, driven by Playwright. Each visitor has their own browser profile, and the page's console is recorded.

import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { root } from "../servers/program.mjs";

const flags = [
  "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
  "--disable-quic",
];

/** Starts Debian's Chromium, or the one that CHROMIUM names. */
export function browser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

/**
 * Opens an empty page with a profile of its own. said holds what the page wrote to the console or threw, and each breach of
 * its policy.
 *
 * @param {import("playwright-core").Browser} running
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function visitor(running, options = {}) {
  const context = await running.newContext({ acceptDownloads: true, ...options });
  context.setDefaultTimeout(15_000);
  await context.addInitScript(() => addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    console.error(`breach of ${effectiveDirective} by ${blockedURI}`);
  }));
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => {
    // What a browser says of a person who types sooner than it has the field of a form in focus.
    if (message.text().startsWith("Autofocus processing was blocked")) return;
    said.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => said.push(`thrown: ${error.stack ?? error}`));
  return { context, page, said, close: () => context.close() };
}

/** Keeps a picture of the page if the test failed, to see what a person would have seen. */
export async function picture(test, page) {
  if (test.passed || !page || page.isClosed()) return;
  const folder = `${root}e2e/out`;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${(test.fullName ?? test.name).replace(/\W+/g, "-")}.png`, fullPage: true }).catch(() => {});
}
