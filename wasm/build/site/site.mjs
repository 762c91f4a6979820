// Puts the page of www, the package and the documentation into one folder that any static host can serve.
//
//   node wasm/build/site/site.mjs FOLDER
//
// Each page has a Content-Security-Policy of its own, and the hashes of all scripts and styles that it loads. The loader has the hash of
// the module (see bundle.mjs). So a host or a cache that changes a file breaks the page, and cannot take it over.

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";
import { documentation } from "./documentation.mjs";
import { integrity, protectedPage } from "./page-protection.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = process.argv[2];
const files = (kind) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(kind)).sort();
const read = (name) => readFileSync(join(folder, name));

rmSync(folder, { recursive: true, force: true });
cpSync(join(root, "www"), folder, { recursive: true, filter: (path) => !/www\/(lib|tsconfig\.json)/.test(path) });
cpSync(join(root, "dist"), join(folder, "lib"), { recursive: true, filter: (path) => !path.endsWith(".d.ts") });
execFileSync("node", [join(root, "wasm/build/bundle.mjs"), join(folder, "lib/index.js"), integrity(read("lib/mastoauth.wasm"))], { cwd: root });
documentation(root, join(folder, "docs"));

const hashes = Object.fromEntries([".js", ".css", ".svg"].flatMap(files).map((name) => [name, integrity(read(name))]));
for (const page of files(".html")) {
  const html = String(read(page));
  const linked = page.startsWith("docs/") ? html : html.replace(/(?=\n *<\/header>)/, '\n    <a class="to-documentation" href="docs/">Documentation</a>');
  writeFileSync(join(folder, page), protectedPage(page, linked, hashes));
}

// What only a header can say, in the format of Netlify and Cloudflare Pages. Other hosts have settings of their own for it.
writeFileSync(join(folder, "_headers"), `/*
  Content-Security-Policy: frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
/lib/*.wasm
  Content-Type: application/wasm
`);

const shown = relative(process.cwd(), folder);
console.log(`The site is in ${shown}; look at it with: python3 -m http.server -d ${shown}`);
