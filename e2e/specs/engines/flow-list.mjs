// The flows in the engines that Playwright does not drive. All engines share one list. Where an engine differs, the flow says how.

import { after, before, it } from "node:test";
import { root } from "../../servers/program.mjs";
import { practice } from "../../servers/login-servers.mjs";
import { staticSite, strict } from "../../servers/static-site.mjs";
import { network } from "./flows/network.mjs";
import { popups } from "./flows/popup.mjs";
import { redirect } from "./flows/redirect.mjs";
import { sessions } from "./flows/sessions.mjs";
import { tag } from "./flows/tag.mjs";
import { unload } from "./flows/unload.mjs";
import { Page } from "../../engines/page.mjs";

const flows = { "by redirect": redirect, "by popup": popups, "a session": sessions, "the tag": tag, "left halfway": unload, "no answer": network };
const folder = `${root}e2e/pages`;

/**
 * Makes a test of each flow, with a profile of its own.
 *
 * @param {string} engine its name
 * @param {() => Promise<object>} launch starts it
 */
export function journey(engine, launch) {
  let running, servers;
  /** www has the page of e2e/pages, unwise the same without leave to run WebAssembly, confined without leave to ask servers, house the pages of this project. */
  const sites = {};
  before(async () => {
    servers = await practice();
    sites.www = await staticSite({ folder });
    sites.unwise = await staticSite({ folder, policy: strict.replace(" 'wasm-unsafe-eval'", "") });
    sites.confined = await staticSite({ folder, policy: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" });
    sites.house = await staticSite();
    running = await launch();
  }, { timeout: 180_000 });
  after(() => Promise.all([running?.close(), servers?.close(), ...Object.values(sites).map((one) => one.close())]));

  for (const [part, list] of Object.entries(flows)) {
    for (const [title, flow] of Object.entries(list)) {
      it(`${engine}, ${part}: ${title}`, { timeout: 180_000 }, async (test) => {
        const profile = await running.profile();
        test.after(() => profile.close());
        const open = async (path, where = sites.www) => {
          const page = new Page(profile, await profile.open());
          await page.goto(where.url + path);
          return page;
        };
        await flow({ engine, open, server: await servers.serve(), ...sites });
      });
    }
  }
}
