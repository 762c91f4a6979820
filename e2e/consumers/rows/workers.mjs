// Workers of a page, and a worker of Cloudflare.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { assertDocumented, codeAt } from "../code-trials.mjs";
import { cloudflare } from "./cloudflare.mjs";

/** Opens the page that starts a worker of this kind. */
async function start(t, { project, set }, kind) {
  const { page } = await set.visit(t);
  await page.goto(`${await project.pages(".", { trustedTypes: "workers" })}?kind=${kind}`);
  await page.waitForFunction(() => "ask" in window);
  return (question) => page.evaluate((question) => window.ask(question), question);
}

const worker = (kind, row) => ({
  name: `${kind}-worker`.replace("module", "web"), project: "workers", lines: "", ...row,
  trial: async (t, { project, set }) => {
    const ask = await start(t, { project, set }, row.file ?? kind);
    const url = await ask({ server: set.server.url });
    assert.match(url, /^http/, url);
    assert.equal(await ask({ code: await codeAt(url) }), "alice says <p>howdy universe!</p>, true");
    assertDocumented((await readFile(join(project.folder, "storage.js"), "utf8")).replace(/^.*\n\n/, ""));
    assertDocumented(row.lines ?? "");
    if (!row.bare) return;
    // Without the line, the error has it.
    const refused = await (await start(t, { project, set }, row.bare))({ server: set.server.url });
    assert.ok(refused.includes(row.lines), refused);
  },
});

export const workers = [
  worker("module", { what: "a web worker", how: '`type: "module"`' }),
  worker("classic", { what: "a web worker", how: "a classic one", lines: 'await import("./dist/index.js")' }),
  worker("service", { what: "a service worker", how: '`type: "module"`', file: "service-worker", bare: "bare-service-worker", lines: "mastoauth/service-worker" }),
  ...cloudflare,
];
