// The page of shared/, made by bundlers.

import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sourceOf } from "../serve.mjs";
import { namesItsLine, signsIn } from "../trials.mjs";

const module = "node_modules/mastoauth/dist/mastoauth.wasm";
const copied = (project, folder) => cp(join(project.folder, module), join(project.folder, folder, "mastoauth.wasm"));

/** A row whose project is built by one script of its package.json, and served from one folder. */
const built = (name, row, { script = "build", pages = "dist", ...policy } = {}) => ({
  name, version: row.what, project: name, lines: "", ...row,
  trial: async (t, { project, set }) => {
    await project.run("npm", "run", script);
    await signsIn(t, { set, url: await project.pages(pages, policy) });
  },
});

/** A row whose bundler does not copy the module: before somebody does, the error says what to do. */
const byHand = (name, row, { script, pages, bare = script, says }) => ({
  name, version: row.what, project: row.what, ...row,
  trial: async (t, { project, set }) => {
    const url = await project.pages(pages);
    await project.run("npm", "run", bare);
    await namesItsLine(t, { set, url, line: row.lines, says });
    await project.run("npm", "run", script);
    await copied(project, pages);
    await signsIn(t, { set, url });
  },
});

const vite = (name) => [
  {
    ...built(name, { what: "vite", how: "`vite`" }),
    name: `${name}-dev`,
    trial: async (t, { project, set }) => {
      await signsIn(t, { set, url: await project.listen("vite", ["shared", "--host", "127.0.0.1", "--port", "$PORT", "--strictPort"], /ready in/) });
    },
  },
  { ...built(name, { what: "vite", how: "`vite build`" }), name: `${name}-build` },
];

export const bundlers = [
  byHand("esbuild-esm", { what: "esbuild", how: "`--format=esm`", lines: `cp ${module} dist/` }, { script: "esm", pages: "esm", says: `Copy ${module}` }),
  byHand("esbuild-iife", { what: "esbuild", how: "`--format=iife`, its default", lines: 'load({ wasm: "/mastoauth.wasm" })' }, { script: "iife", pages: "iife", bare: "bare" }),
  byHand("rollup", { what: "rollup", how: "with `@rollup/plugin-node-resolve`", lines: `cp ${module} dist/` }, { script: "build", pages: "site", says: `Copy ${module}` }),
  ...vite("vite7"),
  ...vite("vite8"),
  built("webpack", { what: "webpack", how: "no configuration" }),
  built("rspack", { what: "@rspack/core", how: "no configuration" }),
  {
    ...built("parcel", { what: "parcel", how: "no configuration. It puts an import map into the page, whose hash the policy has to allow" }),
    trial: async (t, { project, set }) => {
      await project.run("npm", "run", "build");
      const [, map] = /<script type=importmap>(.*?)<\/script>/.exec(await readFile(join(project.folder, "dist/index.html"), "utf8"));
      await signsIn(t, { set, url: await project.pages("dist", { scripts: `'self' ${sourceOf(map)}` }) });
    },
  },
];
