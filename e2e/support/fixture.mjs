// The fixture of most tests: a practice server, a site of another origin, and a browser. Each test gets a new visitor with an empty
// storage.

import { after, before } from "node:test";
import { browser, picture, visitor } from "../engines/chromium.mjs";
import { practice } from "../servers/login-servers.mjs";
import { staticSite } from "../servers/static-site.mjs";

/**
 * Sets up the tests of a file.
 *
 * @param {object} [options]
 * @param {object} [options.server] practice.Options in Go
 */
export function fixture({ server: options } = {}) {
  const set = {
    /**
     * Opens a page of the site with a fresh profile, and closes it with the test. The server's faults end then, too: those of a test
     * that fails halfway must not fail the next ones.
     *
     * If somebody is signed in already, init waits a minute for the server of a new login, and not three seconds: a busy machine may
     * need more.
     *
     * @param {import("node:test").TestContext} test
     */
    async visit(test, path = "/blank", contextOptions = {}) {
      const someone = await visitor(set.browser, contextOptions);
      await someone.context.addInitScript(waitAMinute);
      test.after(async () => {
        await picture(test, someone.page);
        await someone.close();
        await set.server.mend();
      });
      await someone.page.goto(set.www.url + path);
      return someone;
    },
  };
  before(async () => {
    [set.servers, set.www, set.browser] = await Promise.all([practice(), staticSite(), browser()]);
    set.server = await set.servers.serve(options);
  });
  after(() => Promise.all([set.browser?.close(), set.www?.close(), set.servers?.close()]));
  return set;
}

/** Runs in the page before its own scripts. A popup has no such wait, but others of three seconds. */
function waitAMinute() {
  if (location.href.includes("state=mastoauth-popup-")) return;
  const wait = window.setTimeout;
  window.setTimeout = (run, ms, ...given) => wait(run, ms === 3_000 ? 60_000 : ms, ...given);
}
