// The libraries that are compared. Each is bundled as a page would: one script, and beside it what is loaded later.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { brotli } from "../../wasm/build/compression.mjs";
import { root } from "../servers/program.mjs";

/** The one that everything is about, under a second name: by what its two differ, any other two may differ by chance. */
export const control = "mastoauth, again";

/** The one that was there before; see baseline.mjs. */
export const before = "baseline";

/** The bundle of a contender: the one with its calls, or the one with its button. */
export const bundleOf = (name, part) => [name.split(",")[0], part].filter(Boolean).join("-");

export const dist = join(root, "dist");
export const cache = join(root, "node_modules/.cache");
export const peers = fileURLToPath(new URL("peers", import.meta.url));

/** All bundles: the script of each, the package that it imports, and the module that it loads. */
function bundles(baseline) {
  const own = (name, dist) => [
    { name, script: "contenders/mastoauth.js", dist, module: join(dist, "mastoauth.wasm") },
    { name: `${name}-button`, script: "contenders/mastoauth-button.js", dist, module: join(dist, "mastoauth.wasm") },
  ];
  return [
    ...own("mastoauth", dist), ...(baseline ? own(before, baseline) : []),
    { name: "floor", script: "contenders/floor.js", dist, module: join(cache, "floor.wasm") },
    { name: "fetch", script: "contenders/fetch.js" }, { name: "masto-button", script: "contenders/masto-button.js" },
    { name: "masto", script: "peers/masto.js" }, { name: "oauth4webapi", script: "peers/oauth4webapi.js" },
  ];
}

/** All files of all contenders by their paths, ready to be sent. baseline is the folder of its package, if it takes part. */
export async function files(baseline) {
  const all = new Map();
  for (const { name, script, dist, module } of bundles(baseline)) {
    const { outputFiles } = await build({
      entryPoints: [{ in: fileURLToPath(new URL(script, import.meta.url)), out: name }], plugins: dist ? [importing(dist)] : [],
      outdir: "/", bundle: true, splitting: true, minify: true, format: "esm", target: "es2022", write: false, logLevel: "warning",
    });
    for (const { path, contents } of outputFiles) all.set(`/${name}/${basename(path)}`, ready("text/javascript", contents));
    if (module) all.set(`/${name}/${basename(module)}`, { type: "application/wasm", body: readFileSync(module), brotli: readFileSync(`${module}.br`) });
  }
  return all;
}

/** Has the contenders' scripts import the package from that folder. */
function importing(dist) {
  return {
    name: "dist",
    setup: (build) => build.onResolve({ filter: /^\.\.\/\.\.\/\.\.\/dist\// }, ({ path }) => ({ path: join(dist, basename(path)) })),
  };
}

/** A file with its compressed form, as a good host has it. */
export function ready(type, body) {
  return { type, body, brotli: brotli(body) };
}
