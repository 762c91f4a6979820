// README: its example runs, and everything that it names or links to exists, in the repository and in the npm package.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { it } from "node:test";
import { blocks, compiles, document, pageOf } from "../support/doc-examples.mjs";
import { decide } from "../support/person.mjs";
import { root } from "../servers/program.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const readme = document("README.md");
const [quickStart] = blocks(readme, "ts");

it("its quick start is about ten lines, and compiles", () => compiles(quickStart));

it("its quick start signs in, keeps who it is over a reload, and signs out", async (test) => {
  const { page, www } = await pageOf(test, set, quickStart);
  await page.getByRole("button", { name: "Sign in" }).click();
  await decide(page);
  await page.getByRole("button", { name: "Hello, Alice Example" }).waitFor();
  assert.equal(page.url(), `${www.url}/`);
  await page.reload();
  await page.getByRole("button", { name: "Hello, Alice Example" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
});

it("every make target that the documents name exists", () => {
  const targets = new Set([...document("Makefile").matchAll(/^([a-z-]+):/gm)].map(([, target]) => target));
  const documents = [readme, document("CONTRIBUTING.md"), ...readdirSync(`${root}docs`).map((page) => document(`docs/${page}`))].join("\n");
  const named = [...documents.matchAll(/(?:`|^    )make ([a-z-]+)/gm)].map(([, target]) => target);
  assert.ok(named.includes("run") && named.includes("test"));
  assert.deepEqual(named.filter((target) => !targets.has(target)), []);
});

/** The links of a document, as paths in the repository: relative ones, and those that name its place on GitHub. */
function links(path) {
  const home = "https://github.com/mastoauth/mastoauth/blob/main/";
  return [...document(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).flatMap((link) => {
    const [address, fragment] = link.split("#");
    if (address.startsWith(home)) return [{ link, to: address.slice(home.length), fragment }];
    if (/^https?:/.test(address)) return [];
    return [{ link, to: address ? posix.join(posix.dirname(path), address) : path, fragment, packed: true }];
  });
}

/** The fragments that the headings of a page have. */
function fragments(path) {
  return [...document(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-"));
}

it("its links and those of docs/ lead somewhere, also in the npm package", () => {
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const packed = new Set(files.map(({ path }) => path));
  const pages = ["README.md", "CHANGELOG.md", ...readdirSync(`${root}docs`).map((page) => `docs/${page}`)];
  const all = pages.flatMap((page) => links(page).map((link) => ({ page, ...link })));
  assert.ok(all.length > 40, `${all.length} links`);
  for (const { page, link, to, fragment, packed: relative } of all) {
    assert.ok(existsSync(root + to), `${page}: ${link}`);
    if (relative && packed.has(page)) assert.ok(packed.has(to), `${page}: ${link} is not in the package`);
    if (fragment) assert.ok(fragments(to).includes(fragment), `${page}: ${link}`);
  }
  // From README, each page of the package can be reached.
  const linked = new Set(links("README.md").map(({ to }) => to));
  assert.deepEqual([...packed].filter((path) => /^docs\/(?!README)/.test(path) && !linked.has(path)), []);
});

it("docs/README.md lists every page of docs/", () => {
  const listed = new Set(links("docs/README.md").map(({ to }) => to));
  const pages = readdirSync(`${root}docs`).filter((page) => page !== "README.md").map((page) => `docs/${page}`);
  assert.ok(pages.length > 10, `${pages.length} pages`);
  assert.deepEqual(pages.filter((page) => !listed.has(page)), []);
});
