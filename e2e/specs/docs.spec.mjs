// docs/: the pages list exactly what exists, and their examples run.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { it } from "node:test";
import { blocks, compiles, document, pageOf, rows } from "../support/doc-examples.mjs";
import { decide } from "../support/person.mjs";
import { root } from "../servers/program.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const functions = document("docs/functions.md");
const [login] = blocks(functions, "ts");

/** The names in the tables of exports that are the class's, apart from those that the loader keeps to itself, and what it adds. */
function exported() {
  const source = document("jsbind/exports.go");
  const names = ["statics", "methods"].flatMap((table) => {
    const [, rows] = new RegExp(`^var ${table} = table\\{\\n(.*?)^\\}`, "ms").exec(source);
    return [...rows.matchAll(/^\t\{?"(\w+)"/gm)].map(([, name]) => name);
  });
  return [...names.filter((name) => !["open", "close"].includes(name)), "diagnose"].sort();
}

/** What "go doc" says of a name of core. With go.work, it would rewrite go.work.sum. */
const goDoc = (name) => execFileSync("go", ["doc", "-short", `./core.${name}`], { cwd: root, encoding: "utf8", env: { ...process.env, GOWORK: "off" } });

/** The table of functions, a row each: Mastodon.py's name, JavaScript's and Go's. */
const table = rows(functions, "<!-- functions");

it("the table of functions is the table of exports, and the class has them all", async () => {
  const named = table.map(([, javascript]) => /(\w+)\(/.exec(javascript)[1]).filter((name) => name !== "Mastodon");
  assert.ok(exported().length > 10);
  assert.deepEqual(named.sort(), exported());
  const { Mastodon } = await import(`${root}dist/index.js`);
  const methods = Object.getOwnPropertyNames(Mastodon.prototype).filter((name) => !["constructor", "close"].includes(name));
  const statics = Object.getOwnPropertyNames(Mastodon).filter((name) => typeof Mastodon[name] === "function");
  assert.deepEqual([...methods, ...statics].sort(), exported());
});

it("the Go names of the table exist, and Mastodon.py's names are the same words", () => {
  const words = (name) => name.replace(/.*\./, "").replaceAll("_", "").toLowerCase();
  for (const [python, javascript, go] of table) {
    if (javascript.includes("diagnose")) continue; // a Go program is told the reason by FindServer
    const name = /`([\w.]+)/.exec(go)[1];
    const line = goDoc(name);
    assert.ok(line.includes("func"), name);
    if (name === "New") continue;
    const js = /`(?:Mastodon\.)?(\w+)/.exec(javascript)[1];
    assert.equal(words(name), words(js), "Go and JavaScript");
    const own = /^`(\w+)`/.exec(python)?.[1];
    if (own) assert.equal(words(own), words(js), "Python and JavaScript");
  }
});

it("the login step by step is about ten lines, and compiles", () => compiles(login));

it("the login step by step logs in", async (test) => {
  const { page, www } = await pageOf(test, set, login);
  await decide(page);
  await page.getByText("Hello, Alice Example").waitFor();
  assert.equal(page.url(), `${www.url}/`);
});

it("the tables of createAuth name what is there, and the statuses are those of the types", async () => {
  const page = document("docs/create-auth.md");
  const types = document("wasm/eager/auth.ts") + document("wasm/eager/auth-session.ts");
  const named = rows(page, "# createAuth").flatMap(([cell]) => [...cell.matchAll(/(?:auth|session)\.(\w+)/g)].map(([, name]) => name));
  const { createAuth } = await import(`${root}dist/index.js`);
  const auth = createAuth({ clientName: "A test" });
  const missing = named.filter((name) => !(name in auth) && !new RegExp(`\\b(get |async |readonly )?${name}[(:]`).test(types));
  assert.deepEqual(missing, []);
  // And the other way round: each public member of the two classes has a row.
  const classes = types.split("\nexport class ").slice(1).map((body) => body.split("\n}")[0]).join("");
  const members = [...classes.matchAll(/^  (?:declare readonly |get |async )?([a-z]\w*)[(<:]/gm)].map(([, name]) => name).filter((name) => name !== "constructor");
  assert.ok(members.length > 15, members.join());
  assert.deepEqual(members.filter((name) => !named.includes(name)), []);
  const statuses = rows(page, "## What init resolves to").map(([status]) => status.replaceAll("`", "")).filter((status) => status !== "status");
  const typed = document("wasm/shared/callback-result.ts").split("export type StatusOf")[1].split(";\n\n")[0];
  assert.deepEqual(statuses.sort(), [...new Set(typed.match(/(?<=")[a-z-]+(?=")/g))].sort());
});

it("the options of signIn, and the events, are those of the types", () => {
  const page = document("docs/create-auth.md");
  const names = (cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
  const [, checked] = /^const names = "(.*)";/m.exec(document("wasm/lazy/sign-in.ts"));
  const options = rows(page, "## Sign in").flatMap(([cell]) => names(cell));
  assert.deepEqual(options.sort(), checked.match(/\w+/g).sort());
  const [, events] = /interface AuthEvents \{(.*?)^\}/ms.exec(document("wasm/eager/session-events.ts"));
  assert.deepEqual(rows(page, "## Events").map(([cell]) => names(cell)[0]).sort(), [...events.matchAll(/^  "?([\w-]+)"?: [{S]/gm)].map(([, name]) => name).sort());
});

it("the components of docs/frameworks.md are those that the consumers are built with", () => {
  const given = [...document("docs/frameworks.md").matchAll(/^```(?:tsx?|vue|svelte)\n(.*?)^```$/gms)].map(([, code]) => code);
  const components = ["Account", "Tag"].map((name) => [`react/${name}.tsx`, `vue/${name}.vue`, `svelte/${name}.svelte`]);
  components[0].push("react/Timeline.tsx");
  components[1].splice(1, 0, "react/HydratedTag.tsx");
  const files = ["auth.ts", ...components.flat()];
  assert.deepEqual(given, files.map((name) => document(`e2e/consumers/shared/${name}`)));
});

it("docs/frameworks.md names each member of useAuth", () => {
  const source = document("wasm/frameworks/auth-state.ts").split("const stores")[0];
  const members = [...source.matchAll(/^  readonly (\w+):/gm)].map(([, name]) => name);
  const named = rows(document("docs/frameworks.md"), "## useAuth").flatMap(([cell]) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  assert.deepEqual(named.sort(), members.sort());
});

it("what core's package comment links to is there", () => {
  const links = [...document("core/doc.go").matchAll(/\[\*?([A-Z][\w.]*)\]/g)].map(([, name]) => name);
  assert.ok(links.length > 25, `${links.length} links`);
  for (const name of new Set(links)) goDoc(name);
});

it("the Go of docs/go.md compiles", (test) => {
  const parts = blocks(document("docs/go.md"), "go");
  assert.ok(parts.length > 5, `${parts.length} blocks`);
  mkdirSync(`${root}e2e/out`, { recursive: true });
  const folder = mkdtempSync(`${root}e2e/out/go-`); // in the repository, so that it is a part of the module
  test.after(() => rmSync(folder, { recursive: true }));
  const packages = ["core", "core/native", "core/keyring"].map((path) => `github.com/mastoauth/mastoauth/${path}`);
  const imports = ["context", "errors", "fmt", "log", "os", ...packages];
  parts.forEach((part, number) => {
    mkdirSync(`${folder}/${number}`);
    if (part.startsWith("package main")) return writeFileSync(`${folder}/${number}/main.go`, part);
    const logsIn = part.includes("client, err :=");
    const body = logsIn ? `${part}_, _ = client, err\nreturn nil\n` : part.trimEnd().endsWith("return err") ? part : `${part}return nil\n`;
    const values = logsIn ? "options native.LogInOptions" : "client *core.Client";
    const text = `func part(ctx context.Context, ${values}) error {\n${body}}\n`;
    const used = imports.filter((path) => text.includes(`${path.split("/").at(-1)}.`)).map((path) => `import "${path}"\n`);
    writeFileSync(`${folder}/${number}/part.go`, `package part\n${used.join("")}${text}`);
  });
  execFileSync("go", ["vet", ...parts.map((_, number) => `${folder}/${number}`)], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
});

it("each test that docs/security.md names exists, and each of its rows names one", () => {
  const page = document("docs/security.md");
  for (const part of ["promises", "bounds"]) {
    const [, lines] = new RegExp(`<!-- ${part}.*?-->(.*?)<!-- /${part} -->`, "s").exec(page);
    const named = lines.split("\n").filter((line) => /^\| \w/.test(line)).map((line) => [...line.matchAll(/`([\w./-]+)`: `([^`]+)`/g)]);
    assert.ok(named.length > 7, part);
    for (const tests of named) {
      assert.ok(tests.length > 0, "each row names a test");
      for (const [, file, title] of tests) {
        const source = document(file);
        assert.ok(file.endsWith(".go") ? new RegExp(`func ${title}\\(|// .*${title}`).test(source) : source.includes(title), `${file}: ${title}`);
      }
    }
  }
});

it("docs/servers.md names every server that can be played, with its version", async () => {
  const listed = [...document("docs/servers.md").matchAll(/^\| .*\| (.+) \| `([\w.-]+)` \|$/gm)].map(([, version, flavour]) => [flavour, version]);
  assert.deepEqual(listed.map(([flavour]) => flavour).sort(), await set.servers.flavours());
  for (const [Flavour, version] of listed) {
    const server = await set.servers.serve({ Flavour });
    const played = (await (await fetch(`${server.url}/api/v1/instance`)).json()).version;
    for (const number of version.replace(/,.*/, "").split(" with ")) assert.ok(played.includes(number), `${Flavour}: ${version}, but plays ${played}`);
  }
});

it("the tests that the pages name are there", () => {
  const sources = execFileSync("git", ["ls-files", "core", "wasm/tests", "e2e/specs"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  const names = /\b(Test[A-Z]\w+)|([\w-]+\.(?:spec|test)\.mjs)(?:: ([^;]*?)(?=;| *$))?/g;
  let named = 0;
  for (const page of readdirSync(`${root}docs`).filter((name) => name.endsWith(".md"))) {
    for (const [, comment] of document(`docs/${page}`).matchAll(/<!--(.*?)-->/gs)) {
      for (const [, go, file, title] of comment.matchAll(names)) {
        named++;
        if (go) assert.ok(sources.some((path) => path.endsWith("_test.go") && document(path).includes(`func ${go}(`)), `${page}: ${go}`);
        else assert.ok(document(sources.find((path) => path.endsWith(`/${file}`)) ?? "").includes(title ?? ""), `${page}: ${file}: ${title}`);
      }
    }
  }
  assert.ok(named > 25, `${named} are named`);
});
