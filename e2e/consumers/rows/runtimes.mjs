// Programs in the runtimes of JavaScript. Their binaries come as npm packages, for Linux on x64 and arm64.

import { join } from "node:path";
import { botLogsIn } from "../code-trials.mjs";
import { signsIn } from "../trials.mjs";

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

/** The bot and the page of shared/, each as one file that the bundler of a runtime has made. */
const bundled = (name, { project, what, files, run, bot, page, lines }) => [
  {
    ...runtime(`${name}-bundle`, { project, what, files }), how: `${bot[0]}: the bot`, lines,
    trial: async (t, { project, set }) => {
      await project.run(binary(project, files), ...bot[1]);
      await botLogsIn(t, { project, set, command: [binary(project, files), ...run] });
    },
  },
  {
    ...runtime(`${name}-bundle-page`, { project, what, files }), how: `${page[0]}: a page`, lines,
    trial: async (t, { project, set }) => {
      await project.run(binary(project, files), ...page[1]);
      await signsIn(t, { set, url: await project.pages("page") });
    },
  },
];

export const runtimes = [
  node(20), node(22), node(24),
  runtime("deno", { project: "deno", what: "Deno", files: deno, args: ["run", "--allow-net", "--allow-read"] }),
  runtime("bun", { project: "bun", what: "Bun", files: bun }),
];
