// Programs in the runtimes of JavaScript. Their binaries come as npm packages, for Linux on x64 and arm64.

import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { botLogsIn } from "../code-trials.mjs";
import { namesItsLine, signsIn } from "../trials.mjs";

/** The binary of a runtime in these packages, by the processor; without one, the row says why it is not run. */
const binary = (project, files) => join(project.folder, "node_modules", files[process.arch]);
const elsewhere = (files) => async () => (process.platform === "linux" && files[process.arch] ? "" : `npm has no binary for ${process.platform} on ${process.arch}`);

const runtime = (name, { project, what, files, args = [] }) => ({
  name, what, project, lines: "", how: "a bot, by a code in the terminal",
  version: async (installed) => (await installed.run(binary(installed, files), "--version")).match(/\d+\.\d+\.\d+/)[0],
  missing: elsewhere(files),
  trial: (t, { project, set }) => botLogsIn(t, { project, set, command: [binary(project, files), ...args, "shared/bot.mjs"] }),
});

const node = (major) => runtime(`node${major}`, {
  project: "node-versions", what: "Node", files: { x64: `node${major}-x64/bin/node`, arm64: `node${major}-arm64/bin/node` },
});

const deno = { x64: "@deno/linux-x64-glibc/deno", arm64: "@deno/linux-arm64-glibc/deno" };
const bun = { x64: "@oven/bun-linux-x64/bin/bun", arm64: "@oven/bun-linux-aarch64/bin/bun" };

const wasm = "node_modules/mastoauth/dist/mastoauth.wasm";
const line = `cp ${wasm} dist/`;
const copied = (project) => cp(join(project.folder, wasm), join(project.folder, "out/mastoauth.wasm"));

/** The bot and the page of shared/, each as one file that the bundler of a runtime has made. */
const bundled = (name, { project, what, files, run, bot, page, env = async () => ({}) }) => [
  {
    ...runtime(`${name}-bundle`, { project, what, files }), how: `${bot[0]}: the bot`, lines: line,
    trial: async (t, { project, set }) => {
      await project.run(binary(project, files), ...bot[1], { env: await env(project) });
      await copied(project);
      await botLogsIn(t, { project, set, command: [binary(project, files), ...run] });
    },
  },
  {
    ...runtime(`${name}-bundle-page`, { project, what, files }), how: `${page[0]}: a page`, lines: line,
    trial: async (t, { project, set }) => {
      await project.run(binary(project, files), ...page[1], { env: await env(project) });
      await cp(join(project.folder, "shared/index.html"), join(project.folder, "out/index.html"));
      const url = await project.pages("out");
      await rm(join(project.folder, "out/mastoauth.wasm"), { force: true });
      await namesItsLine(t, { set, url, line, says: `Copy ${wasm}` });
      await copied(project);
      await signsIn(t, { set, url });
    },
  },
];

/** The bundler of Deno is esbuild, which it would download. It finds npm's in its cache. */
async function denoCache({ folder }) {
  const cache = join(folder, "cache");
  await cp(join(folder, `node_modules/@esbuild/linux-${process.arch}/bin/esbuild`), join(cache, `dl/esbuild-0.25.5-1/esbuild-linux-${process.arch}`));
  return { DENO_DIR: cache };
}

export const runtimes = [
  node(20), node(22), node(24),
  runtime("deno", { project: "deno", what: "Deno", files: deno, args: ["run", "--allow-net", "--allow-read"] }),
  ...bundled("deno", {
    project: "deno", what: "Deno", files: deno, env: denoCache,
    bot: ["`deno bundle`", ["bundle", "shared/bot.mjs", "-o", "out/bot.js"]], run: ["run", "--allow-net", "--allow-read", "out/bot.js"],
    page: ["`deno bundle --platform browser`", ["bundle", "--platform", "browser", "shared/main.js", "-o", "out/main.js"]],
  }),
  runtime("bun", { project: "bun", what: "Bun", files: bun }),
  ...bundled("bun", {
    project: "bun", what: "Bun", files: bun,
    bot: ["`bun build --target=bun`", ["build", "shared/bot.mjs", "--target=bun", "--outdir=out"]], run: ["out/bot.js"],
    page: ["`bun build`", ["build", "shared/main.js", "--outdir=out"]],
  }),
];
