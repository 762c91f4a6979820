// Who takes part, as a bundler makes a page's script of each: one file, and beside it what is loaded later.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
import { brotli } from "../../wasm/compression.mjs";
import { root } from "../program.mjs";

/** The one that everything is about, under a second name: by what its two differ, any other two may differ by chance. */
export const control = "mastoauth, again";

/** The bundle of a contender. */
export const bundleOf = (name) => name.split(",")[0];

export const floorFile = `${root}node_modules/.cache/floor.wasm`;
const modules = { mastoauth: `${root}dist/mastoauth.wasm`, floor: floorFile };

/** All files of all contenders by their paths, ready to be sent. */
export async function files() {
  const all = new Map();
  for (const name of ["mastoauth", "floor", "fetch", "masto", "oauth4webapi"]) {
    const { outputFiles } = await build({
      entryPoints: [new URL(`contenders/${name}.js`, import.meta.url).pathname],
      outdir: "/", bundle: true, splitting: true, minify: true, format: "esm", target: "es2022", write: false, logLevel: "warning",
    });
    for (const { path, contents } of outputFiles) all.set(`/${name}/${basename(path)}`, ready("text/javascript", contents));
    const module = modules[name];
    if (module) all.set(`/${name}/${basename(module)}`, { type: "application/wasm", body: readFileSync(module), brotli: readFileSync(`${module}.br`) });
  }
  return all;
}

/** A file with its compressed form, as a good host has it. */
export function ready(type, body) {
  return { type, body, brotli: brotli(body) };
}
