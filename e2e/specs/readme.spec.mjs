// README: what it says is there is there, and its examples run.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { transform } from "esbuild";
import { decide } from "../support/person.mjs";
import { root } from "../servers/program.mjs";
import { fixture } from "../support/fixture.mjs";
import { staticSite } from "../servers/static-site.mjs";

const set = fixture();

const readme = readFileSync(`${root}README.md`, "utf8");
const [quickStart, login] = blocks("ts");

/** The code blocks of a language. */
function blocks(language) {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, code]) => code);
}

/** The names in the tables of exports that are the class's, apart from those that the loader keeps to itself. */
function exported() {
  const source = readFileSync(`${root}jsbind/exports.go`, "utf8");
  const names = ["statics", "methods"].flatMap((table) => {
    const [, rows] = new RegExp(`^var ${table} = table\\{\\n(.*?)^\\}`, "ms").exec(source);
    return [...rows.matchAll(/^\t\{?"(\w+)"/gm)].map(([, name]) => name);
  });
  return names.filter((name) => !["open", "close"].includes(name)).sort();
}

/** The table of functions, a row each: Mastodon.py's name, JavaScript's and Go's. */
function table() {
  const rows = readme.split("<!-- functions")[1].split("\n## ")[0].split("\n").filter((line) => /^\| .*`/.test(line));
  return rows.map((row) => row.split("|").slice(1, 4).map((cell) => cell.trim()));
}

it("its table of functions is the table of exports, and the class has them all", async () => {
  const named = table().map(([, javascript]) => /(\w+)\(/.exec(javascript)[1]).filter((name) => name !== "Mastodon");
  assert.ok(exported().length > 10);
  assert.deepEqual(named.sort(), exported());
  const { Mastodon } = await import(`${root}dist/index.js`);
  const methods = Object.getOwnPropertyNames(Mastodon.prototype).filter((name) => !["constructor", "close"].includes(name));
  const statics = Object.getOwnPropertyNames(Mastodon).filter((name) => typeof Mastodon[name] === "function");
  assert.deepEqual([...methods, ...statics].sort(), exported());
});

it("the Go names of the table exist, and Mastodon.py's names are the same words", () => {
  const words = (name) => name.replace(/.*\./, "").replaceAll("_", "").toLowerCase();
  for (const [python, javascript, go] of table()) {
    const name = /`([\w.]+)/.exec(go)[1];
    const line = execFileSync("go", ["doc", "-short", `./core.${name}`], { cwd: root, encoding: "utf8" });
    assert.ok(line.includes("func"), name);
    if (name === "New") continue;
    const js = /`(?:Mastodon\.)?(\w+)/.exec(javascript)[1];
    assert.equal(words(name), words(js), "Go and JavaScript");
    const own = /^`(\w+)`/.exec(python)?.[1];
    if (own) assert.equal(words(own), words(js), "Python and JavaScript");
  }
});

for (const [what, code] of Object.entries({ "quick start": quickStart, login })) {
  it(`its ${what} is about ten lines, and compiles`, () => {
    assert.ok(code.trimEnd().split("\n").length <= 15, "about ten lines");
    // Inside the repository, where the package's own name leads to its exports.
    mkdirSync(`${root}e2e/out`, { recursive: true });
    const folder = mkdtempSync(`${root}e2e/out/readme-`);
    try {
      writeFileSync(join(folder, "login.ts"), code);
      const compilerOptions = { rootDir: ".", noEmit: true, declaration: false, emitDeclarationOnly: false };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: "../../../tsconfig.json", compilerOptions, include: ["login.ts"] }));
      execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", folder], { encoding: "utf8" });
    } catch (error) {
      assert.fail(error.stdout || String(error));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

/** A page that runs an example against the practice server. */
async function pageOf(test, example) {
  mkdirSync(`${root}e2e/out`, { recursive: true });
  const folder = mkdtempSync(`${root}e2e/out/readme-`);
  const code = example.replace('"mastodon.social"', JSON.stringify(set.server.url)).replace('"mastoauth"', '"./lib/index.js"');
  assert.ok(code.includes(set.server.url) && code.includes("./lib/index.js"));
  writeFileSync(join(folder, "login.js"), (await transform(code, { loader: "ts", format: "esm" })).code);
  writeFileSync(join(folder, "index.html"), '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="login.js"></script>');
  const www = await staticSite({ folder });
  test.after(async () => {
    await www.close();
    rmSync(folder, { recursive: true });
  });
  const { page } = await set.visit(test);
  await page.goto(www.url);
  return { page, www };
}

it("its quick start signs in, keeps who it is over a reload, and signs out", async (test) => {
  const { page, www } = await pageOf(test, quickStart);
  await page.getByRole("button", { name: "Sign in" }).click();
  await decide(page);
  await page.getByRole("button", { name: "Hello, Alice Example" }).waitFor();
  assert.equal(page.url(), `${www.url}/`);
  await page.reload();
  await page.getByRole("button", { name: "Hello, Alice Example" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
});

it("its login logs in", async (test) => {
  const { page, www } = await pageOf(test, login);
  await decide(page);
  await page.getByText("Hello, Alice Example").waitFor();
  assert.equal(page.url(), `${www.url}/`);
});

it("its tables of createAuth name what is there, and its statuses are those of the types", async () => {
  const types = ["eager/auth", "eager/auth-session", "shared/callback-result"].map((name) => readFileSync(`${root}wasm/${name}.ts`, "utf8")).join("\n");
  const section = readme.split("## createAuth")[1].split("\n## ")[0];
  const named = [...section.matchAll(/^\| `(.*?)` \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/(?:auth|session)?\.(\w+)/g)].map(([, name]) => name));
  assert.ok(named.length > 12);
  const { createAuth } = await import(`${root}dist/index.js`);
  const auth = createAuth({ clientName: "A test" });
  const missing = named.filter((name) => !(name in auth) && !new RegExp(`\\b(get |async |readonly )?${name}[(:]`).test(types));
  assert.deepEqual(missing, []);
  const statuses = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, status]) => status).filter((status) => status !== "status");
  const typed = types.split("export type StatusOf")[1].split(";\n\n")[0];
  assert.deepEqual(statuses.sort(), [...new Set(typed.match(/(?<=")[a-z-]+(?=")/g))].sort());
});

it("every make target that the documents name exists", () => {
  const targets = new Set([...readFileSync(`${root}Makefile`, "utf8").matchAll(/^([a-z-]+):/gm)].map(([, target]) => target));
  const documents = readme + readFileSync(`${root}CONTRIBUTING.md`, "utf8");
  const named = [...documents.matchAll(/(?:`|^    )make ([a-z-]+)/gm)].map(([, target]) => target);
  assert.ok(named.includes("run") && named.includes("test"));
  assert.deepEqual(named.filter((target) => !targets.has(target)), []);
});
