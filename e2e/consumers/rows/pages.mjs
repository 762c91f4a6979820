// Pages without a bundler.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sourceOf } from "../serve.mjs";
import { signsIn } from "../trials.mjs";

/** Puts an import map into the page of shared/, and resolves to the source by which a policy allows it. */
async function mapImports(project, address) {
  const map = JSON.stringify({ imports: { mastoauth: address } });
  const page = join(project.folder, "shared/index.html");
  const html = await readFile(page, "utf8");
  await writeFile(page, html.replace("<script", `<script type="importmap">${map}</script>\n  <script`));
  return sourceOf(map);
}

export const pages = [
  {
    name: "import-map",
    what: "a page with an import map",
    how: "`dist/` beside the page",
    project: "plain",
    lines: "",
    trial: async (t, { project, set }) => {
      const map = await mapImports(project, "/node_modules/mastoauth/dist/index.js");
      const url = await project.pages(".", { scripts: `'self' ${map}` });
      await signsIn(t, { set, url: `${url}shared/` });
    },
  },
  {
    name: "cdn",
    what: "a page with an import map",
    how: "`dist/` at another origin, as at a CDN",
    project: "cdn",
    lines: "",
    trial: async (t, { project, set }) => {
      const cdn = await project.pages("node_modules/mastoauth", { cors: true });
      const map = await mapImports(project, `${cdn}dist/index.js`);
      await signsIn(t, { set, url: await project.pages("shared", { scripts: `'self' ${map} ${cdn}` }) });
    },
  },
];
