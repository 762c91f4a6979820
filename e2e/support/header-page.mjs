// The page of e2e/pages with the tag in its header.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../servers/program.mjs";
import { staticSite } from "../servers/static-site.mjs";
import { set } from "./element-page.mjs";
import { store, storedSessions } from "./stored-sessions.mjs";

/** A site with the page, as the options of visitHeader want it. Its scripts are under the strict policy too. */
async function site(test, { lang, dir, slotted, attributes, script, policy }) {
  const folder = mkdtempSync(join(tmpdir(), "header-"));
  cpSync(`${root}e2e/pages`, folder, { recursive: true });
  const page = join(folder, "header.html");
  writeFileSync(page, readFileSync(page, "utf8")
    .replace('<html lang="en">', `<html lang="${lang}" dir="${dir}">`)
    .replace("<mastodon-login>", `<mastodon-login ${attributes}>${slotted}`)
    .replace("</head>", `<script type="module" src="/lib/element.js" ${script === "blocking" ? 'blocking="render"' : ""}></script></head>`));
  const served = await staticSite({ folder, ...(policy !== undefined && { policy }) });
  test.after(() => {
    rmSync(folder, { recursive: true });
    return served.close();
  });
  return served;
}

/**
 * Opens the page with a fresh profile.
 *
 * @param {object} [options]
 * @param {any[]} [options.people] who is signed in; see storedSessions
 * @param {string} [options.lang] the language of the page
 * @param {"ltr" | "rtl"} [options.dir] its direction
 * @param {string} [options.slotted] what stands in the tag, as HTML
 * @param {string} [options.attributes] the tag's attributes
 * @param {"blocking" | "late"} [options.script] whether the script of the tag holds the first paint back, or comes after it
 * @param {string} [options.policy] the site's Content-Security-Policy
 */
export async function visitHeader(test, options = {}) {
  const { people = [], lang = "en", dir = "ltr", slotted = "", attributes = "", script = "blocking", policy, ...context } = options;
  const some = await set.visit(test, "/blank", context);
  const { page } = some;
  const { url, hold } = await site(test, { lang, dir, slotted, attributes, script, policy });
  await page.goto(`${url}/blank`);
  if (people.length > 0) await store(page, storedSessions(set.server.url, ...people));
  await page.addInitScript(() => {
    window.jumps = [];
    const take = (list) => jumps.push(...list.map(({ value }) => value));
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    window.painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    window.settle = async () => {
      await painted();
      take(observer.takeRecords());
    };
  });
  const held = script === "late" && hold(/\/lib\/element\.js/);
  await page.goto(`${url}/header.html`, { waitUntil: held ? "commit" : "load" });
  if (held) {
    const { release } = await held;
    await page.locator("#about").waitFor();
    await page.evaluate(() => painted()); // without the tag
    release();
  }
  await page.evaluate(async () => {
    await customElements.whenDefined("mastodon-login");
    await document.querySelector("mastodon-login").ready;
  });
  const tag = page.locator("mastodon-login");
  return { ...some, tag, host: new URL(set.server.url).host, form: tag.locator("form"), account: tag.locator("#account"), menu: tag.getByRole("menu") };
}
