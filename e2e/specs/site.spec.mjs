// The site that "make site" makes: each page works under its policy, and no file of it can be changed unnoticed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { fixture } from "../support/fixture.mjs";
import { ask, decide, logIn } from "../support/person.mjs";
import { root } from "../servers/program.mjs";
import { staticSite } from "../servers/static-site.mjs";

const set = fixture();
const folder = mkdtempSync(join(tmpdir(), "mastoauth-site-"));
let site;
before(async () => {
  const said = execFileSync("node", [join(root, "wasm/build/site/site.mjs"), folder], { encoding: "utf8", cwd: root });
  assert.match(said, /^The site is in \S+; look at it with: python3 -m http\.server -d \S+\n$/);
  site = await staticSite({ policy: "", folder });
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true });
});

const pages = () => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
const open = async (test, path) => {
  const someone = await set.visit(test);
  await someone.page.goto(`${site.url}/${path}`);
  return someone;
};

it("every page opens without a word on the console, and allows no script and no style but its own", async (test) => {
  assert.ok(pages().length > 20);
  const { page, said } = await set.visit(test);
  for (const path of pages()) {
    await page.goto(`${site.url}/${path}`);
    assert.deepEqual(said, [], path);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content").catch(() => "");
    if (!path.endsWith("sign-up.html")) assert.match(policy, /^default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/, path);
    const unhashed = await page.locator("script[src]:not([integrity]), link[rel=stylesheet]:not([integrity]), link[rel=modulepreload]:not([integrity])").count();
    assert.equal(unhashed, 0, path);
  }
});

it("every link between its pages leads somewhere", () => {
  const ids = (file) => [...readFileSync(join(folder, file), "utf8").matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const lost = [];
  let followed = 0;
  for (const page of pages().filter((name) => name.startsWith("docs/"))) {
    for (const [, href] of readFileSync(join(folder, page), "utf8").matchAll(/<a href="([^"]+)"/g)) {
      if (/^https?:/.test(href)) continue;
      followed++;
      const { pathname, hash } = new URL(href, `http://localhost/${page}`);
      const file = (pathname.endsWith("/") ? `${pathname}index.html` : pathname).slice(1);
      if (!pages().includes(file) || (hash && !ids(file).includes(decodeURIComponent(hash.slice(1))))) lost.push(`${page}: ${href}`);
    }
  }
  assert.ok(followed > 300, `${followed} links`);
  assert.deepEqual(lost, []);
});

it("a link to another of its pages says the page's title, and not a file's name", async (test) => {
  const { page } = await open(test, "docs/");
  const texts = await page.locator("main a:not([href^='http'])").allTextContents();
  assert.ok(texts.includes("Errors") && texts.includes("How the module becomes small"), String(texts));
  assert.deepEqual(texts.filter((text) => text.endsWith(".md")), []);
});

it("the menu of the documentation is beside the text, and on a phone below it", async (test) => {
  const { page } = await open(test, "docs/errors.html");
  const contents = page.getByRole("link", { name: "Contents" });
  const box = (selector) => page.locator(selector).boundingBox();
  await page.setViewportSize({ width: 1200, height: 700 });
  const [menu, text] = [await box("nav"), await box("main")];
  assert.ok(menu.x + menu.width <= text.x && menu.y === text.y && menu.height <= 700, JSON.stringify([menu, text]));
  assert.equal(await contents.isVisible(), false);
  await page.setViewportSize({ width: 360, height: 700 });
  assert.ok((await box("main")).y < 100);
  await contents.click();
  await page.waitForFunction(() => document.querySelector("nav").getBoundingClientRect().top < innerHeight / 2);
  await page.getByRole("navigation").getByRole("link", { name: "Bots and scripts" }).click();
  await page.getByRole("heading", { name: "Bots and scripts" }).waitFor();
});

it("the menu has the order of docs/README.md, and every page leads to it at its top", async (test) => {
  const { page } = await open(test, "");
  for (const path of pages().filter((name) => !/^docs|sign-up/.test(name))) {
    await page.goto(`${site.url}/${path}`);
    await page.getByRole("banner").getByRole("link", { name: "Documentation" }).click();
    await page.getByRole("heading", { name: "Documentation", level: 1 }).waitFor();
  }
  const menu = await page.getByRole("navigation").getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const listed = [...readFileSync(join(root, "docs/README.md"), "utf8").matchAll(/\[([\w-]+)\.md\]\((?:[\w-]+\.md|https:[^)]*)\)/g)].map(([, name]) => `${name}.html`);
  assert.ok(listed.length > 15);
  assert.deepEqual(menu, ["index.html", "start.html", ...listed, "changelog.html"]);
  const titles = await page.getByRole("navigation").getByRole("link").allTextContents();
  assert.equal(titles[1], "Start here");
});

it("what is wrong with a server, the page says step by step, and nothing in the words of developers", async (test) => {
  const server = await set.servers.serve();
  await server.fail("/", "NoCORS");
  const { page } = await open(test, "");
  await ask(page, server.url);
  const alert = page.getByRole("alert").filter({ hasText: "What is wrong?" });
  await alert.getByText("cannot read its answers").first().waitFor();
  assert.doesNotMatch(await alert.innerText(), /CORS/);
  await alert.getByText("What is wrong?").click();
  const failed = alert.locator("li.failed");
  await failed.waitFor();
  assert.match(await failed.innerText(), /\S+ \S+/);
  await server.mend();
  await ask(page, server.url);
  await page.waitForURL((url) => url.origin === server.url);
});

it("people log in there", async (test) => {
  const { page, said } = await open(test, "");
  await logIn(page, set.server.url);
  await page.getByRole("heading", { name: "Alice Example" }).waitFor();
  assert.deepEqual(said, []);
});

it("a script or style that was changed on its way does not run", async (test) => {
  for (const [path, changed] of [
    ["", "page.js"], ["", "style.css"], ["", "lib/index.js"], ["", "main.js"], ["tag.html", "lib/element.js"], ["verify.html", "verify.js"], ["docs/", "style.css"],
  ]) {
    const { page, said, close } = await set.visit(test);
    await page.route(`**/${changed}`, async (route) => route.fulfill({ response: await route.fetch(), body: `${readFileSync(join(folder, changed))}\n/* more */` }));
    await page.goto(`${site.url}/${path}`);
    await page.waitForLoadState("networkidle");
    assert.match(said.join("\n"), /integrity/, `${path}: ${changed}`);
    await close();
  }
});

for (const [changed, code] of [["lib/lazy.js", "wasm_unreachable"], ["lib/wasm_exec.js", "wasm_unreachable"], ["lib/mastoauth.wasm", "wasm_damaged"]]) {
  it(`a changed ${changed} is not used, however often the person tries, and the page says what is wrong`, async (test) => {
    const { page } = await set.visit(test);
    const asked = [];
    await page.route(new RegExp(changed.replace(".", "\\.")), async (route) => {
      asked.push(route.request().url());
      await route.fulfill({ response: await route.fetch(), body: Buffer.concat([readFileSync(join(folder, changed)), Buffer.from("\n// more")]) });
    });
    await page.goto(site.url);
    for (const _ of ["first", "again"]) {
      await ask(page, set.server.url);
      await page.getByText(code).waitFor();
      await page.getByLabel("Where is your account?").fill("");
    }
    // A script has its hash for this address only. The module is looked at once it is there, so another attempt may have a query.
    assert.deepEqual([...new Set(asked.map((url) => changed.endsWith(".wasm") ? url.replace(/\?\d+$/, "") : url))], [`${site.url}/${changed}`]);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("mastoauth:"))), []);
  });
}
