// The examples in README and docs/: finds them, compiles them, and runs each in a page.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { root } from "../servers/program.mjs";
import { staticSite } from "../servers/static-site.mjs";

/** The text of a document, by its path in the repository. */
export function document(path) {
  return readFileSync(root + path, "utf8");
}

/** The code blocks of a language. */
export function blocks(text, language) {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, code]) => code);
}

/** The rows of the tables below a heading or a comment, as lists of cells, without the header rows. */
export function rows(text, heading) {
  assert.ok(text.includes(heading), heading);
  const section = text.split(heading)[1].split("\n## ")[0];
  return section.split("\n").filter((line) => /^\| .*`/.test(line)).map((row) => row.split(" |").map((cell) => cell.replace(/^\| ?/, "").trim()).slice(0, -1));
}

/** A folder inside the repository, so that the package's name resolves to its exports. */
function folder() {
  mkdirSync(`${root}e2e/out`, { recursive: true });
  return mkdtempSync(`${root}e2e/out/example-`);
}

/** Fails if an example is too long, or does not compile. */
export function compiles(code) {
  assert.ok(code.trimEnd().split("\n").length <= 15, "about ten lines");
  const place = folder();
  try {
    writeFileSync(join(place, "login.ts"), code);
    const compilerOptions = { rootDir: ".", noEmit: true, declaration: false, emitDeclarationOnly: false };
    writeFileSync(join(place, "tsconfig.json"), JSON.stringify({ extends: "../../../tsconfig.json", compilerOptions, include: ["login.ts"] }));
    execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", place], { encoding: "utf8" });
  } catch (error) {
    assert.fail(error.stdout || String(error));
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** A page that runs an example against the practice server. */
export async function pageOf(test, set, example) {
  const place = folder();
  const code = example.replace('"mastodon.social"', JSON.stringify(set.server.url)).replace('"mastoauth"', '"./lib/index.js"');
  assert.ok(code.includes(set.server.url) && code.includes("./lib/index.js"));
  writeFileSync(join(place, "login.js"), (await transform(code, { loader: "ts", format: "esm" })).code);
  writeFileSync(join(place, "index.html"), '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="login.js"></script>');
  const www = await staticSite({ folder: place });
  test.after(async () => {
    await www.close();
    rmSync(place, { recursive: true });
  });
  const { page } = await set.visit(test);
  await page.goto(www.url);
  return { page, www };
}
