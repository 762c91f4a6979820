// What the package has to contain, and nothing else: no file of an earlier build, no source, no test.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Files beside dist/ and docs/. */
const whole = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];

/** Files in dist/ that are no types. */
function built(root) {
  const languages = readdirSync(join(root, "wasm/messages")).map((file) => /^([a-z]{2})\.ts$/.exec(file)?.[1]).filter((name) => name && name !== "en");
  const scripts = ["service-worker", "frameworks/react", "frameworks/svelte", "frameworks/vue", "index", "lazy", "element", "messages", ...languages.map((name) => `messages/${name}`)].map((name) => `${name}.js`);
  return ["mastoauth.wasm", "mastoauth.wasm.br", "mastoauth.wasm.gz", "wasm_exec.js", "module/wasm_exec.d.ts", ...scripts, ...scripts.map((name) => `${name}.map`)];
}

/** What is wrong with the package. packed is what "npm pack --json" says of it. */
export function contentsProblems(root, packed) {
  const names = packed.files.map(({ path }) => path);
  const required = [...whole, ...built(root).map((name) => `dist/${name}`), ...entryPoints(root)];
  const allowed = (name) => required.includes(name) || /^docs\/[\w-]+\.md$/.test(name)
    || (/^dist\/.*\.d\.ts$/.test(name) && existsSync(join(root, name.replace("dist/", "wasm/").replace(".d.ts", ".ts"))));
  return [
    ...[...new Set(required)].filter((name) => !names.includes(name)).map((name) => `the package lacks ${name}.`),
    ...names.filter((name) => !allowed(name)).map((name) => `the package has ${name}, which nothing makes any more: run "make clean build".`),
  ];
}

/** The files that package.json promises. */
function entryPoints(root) {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const files = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry).flatMap(files));
  return files(exports).map((path) => path.replace("./", ""));
}
