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
 * Opens an empty page with its own profile. said has the console messages, uncaught exceptions and policy violations of the page.
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
    // The browser logs this if the person has focused another field before autofocus.
    if (message.text().startsWith("Autofocus processing was blocked")) return;
    said.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => said.push(`thrown: ${error.stack ?? error}`));
  return { context, page, said, close: () => context.close() };
}

/** Saves a screenshot of the page if the test failed. */
export async function picture(test, page) {
  if (test.passed || !page || page.isClosed()) return;
  const folder = `${root}e2e/out`;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${(test.fullName ?? test.name).replace(/\W+/g, "-")}.png`, fullPage: true }).catch(() => {});
}
