// A Chromium with an extension that blocks, servers that cannot be reached for one reason each, and pages that ask them.

import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { plainWebServer } from "../servers/plain-web-server.mjs";
import { root } from "../servers/program.mjs";
import { staticSite } from "../servers/static-site.mjs";

const scripts = "script-src 'self' 'wasm-unsafe-eval'";

/** Sets the stage up for the tests of a file. */
export function networkStage() {
  const stage = { close: [] };
  before(async () => {
    const site = async (policy) => {
      const started = await staticSite({ policy, folder: `${root}e2e/pages` });
      stage.close.push(started.close);
      return started;
    };
    const server = async (answer) => {
      const started = await plainWebServer(answer);
      stage.close.push(started.close);
      return started;
    };
    const icon = { headers: { "Content-Type": "image/svg+xml" }, html: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' };
    stage.open = await site("");
    const internet = await site("");
    stage.strict = await site(`${scripts}; connect-src 'self'; img-src 'self'`);
    stage.silent = await server(() => ({ cors: false }));
    stage.leading = await server(({ pathname }) => ({ status: 302, headers: { Location: `http://other.localhost:${stage.silent.port}${pathname}` } }));
    stage.iconic = await server(({ pathname }) => (pathname === "/favicon.ico" ? icon : undefined));
    const gone = await plainWebServer(() => undefined);
    await gone.close();
    stage.gone = `http://127.0.0.1:${gone.port}`;
    // A page of the internet, as far as the browser knows.
    const { port } = new URL(internet.url);
    stage.public = `http://page.example:${port}`;
    const blocker = `${root}e2e/support/blocker`;
    stage.context = await chromium.launchPersistentContext("", {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", "--no-first-run", "--disable-background-networking", `--disable-extensions-except=${blocker}`, `--load-extension=${blocker}`,
        "--disable-features=DisableLoadExtensionCommandLineSwitch", `--ip-address-space-overrides=127.0.0.1:${port}=public`,
        `--unsafely-treat-insecure-origin-as-secure=${stage.public}`, "--host-resolver-rules=MAP page.example 127.0.0.1, MAP *.example ~NOTFOUND",
      ],
    });
    stage.close.push(() => stage.context.close());
    // On a busy machine, an answer may take longer than the two seconds that the doctor waits.
    await stage.context.addInitScript(() => {
      const { setTimeout } = globalThis;
      globalThis.setTimeout = (work, ms, ...more) => setTimeout(work, ms === 2_000 ? 60_000 : ms, ...more);
    });
  });
  after(() => Promise.all(stage.close.map((close) => close())));

  /** Opens a blank page at an address, and closes it with the test. */
  stage.visit = async (test, address) => {
    const page = await stage.context.newPage();
    test.after(() => page.close());
    await page.goto(`${address}/blank`);
    return page;
  };

  /** Opens a page of https://secure.example. Its server ends with the function that is returned too. */
  stage.secure = async (test) => {
    const page = await stage.context.newPage();
    test.after(() => page.close());
    const own = (url) => url.host === "secure.example";
    await page.route(own, async (route) => {
      const { pathname } = new URL(route.request().url());
      const answer = await fetch(stage.open.url + pathname);
      await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) });
    });
    await page.goto("https://secure.example/blank");
    return { page, end: () => page.unroute(own) };
  };
  return stage;
}

/** What each function of the package is rejected with in this page, for that server. */
export function failures(page, server) {
  return page.evaluate(async (server) => {
    const lib = await import("/lib/index.js");
    const id = `${server}#1`;
    const records = {
      "mastoauth:sessions": { list: id, current: id },
      [`mastoauth:session:${id}`]: { api_base_url: server, access_token: "token-1", scope: "read" },
      [`mastoauth:account:${id}`]: { id: "1", username: "alice", handle: "alice@a.example", display_name: "Alice", avatar: "", url: "" },
    };
    const storage = { getItem: (key) => JSON.stringify(records[key]) ?? null, setItem() {}, removeItem() {} };
    const { current } = lib.createAuth({ clientName: "A test", storage });
    const calls = {
      accountVerifyCredentials: () => new lib.Mastodon({ apiBaseUrl: server, accessToken: "token-1" }).accountVerifyCredentials(),
      createApp: () => lib.Mastodon.createApp({ clientName: "A test", apiBaseUrl: server }),
      findServer: () => lib.Mastodon.findServer({ server }),
      signIn: () => lib.createAuth({ clientName: "A test" }).signIn(server),
      fetch: () => current.fetch("/api/v1/lists?secret=s").catch((error) => {
        throw error instanceof TypeError ? error.cause : error;
      }),
    };
    const failed = {};
    for (const [name, call] of Object.entries(calls)) {
      failed[name] = await call().then(() => ({}), async (error) => ({
        op: error.op, code: error.code, reason: error.reason, message: error.message, hint: error.hint, said: await error.userMessage("en"), typed: lib.isMastodonError(error),
      }));
    }
    return failed;
  }, server);
}

/** The steps of a diagnosis in this page, in one line, and what else it resolves to. */
export async function diagnosis(page, options) {
  const { steps, ...rest } = await page.evaluate(async (options) => {
    const { server, error, steps } = await (await import("/lib/index.js")).Mastodon.diagnose(options);
    return { server, steps, code: error?.code, reason: error?.reason, said: await error?.userMessage(options.lang) };
  }, options);
  return { ...rest, steps, line: steps.map(({ name, verdict }) => `${name} ${verdict}`).join(", ") };
}
