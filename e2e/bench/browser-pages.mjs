// The browser, the site with all contenders, and the pages in which they run.

import { browser } from "../engines/chromium.mjs";
import { account } from "./accounts.mjs";
import { bundleOf, files, ready } from "./contenders.mjs";
import { firstCall, installStub, installVolley, stubbed } from "./page.mjs";
import { answerHeaders, answering, site } from "./server.mjs";

/** Sets the stage. documents are what the servers answer, baseline is the folder of that package, if it takes part. */
export async function stage(documents, baseline) {
  const stubOptions = { at: stubbed, body: String(account(4_096)), headers: answerHeaders() };
  const all = await files(baseline);
  all.set("/worker.js", ready("text/javascript", Buffer.from(
    `(${installStub})(${JSON.stringify(stubOptions)}); onmessage = ({ data }) =>
      (${firstCall})(data).then((ms) => postMessage({ ms }), (error) => postMessage({ error: String(error) }));`)));
  const [running, www, ...servers] = await Promise.all([
    browser(), site(all), ...documents.map(([, bytes]) => answering(account(bytes))),
  ]);
  return {
    version: running.version(),
    /** Where the module of each contender is. */
    modules: Object.fromEntries([...all.keys()].filter((path) => path.endsWith(".wasm")).map((path) => [path.split("/")[1], path])),
    /** The server that answers with each document, by its name. */
    servers: Object.fromEntries(documents.map(([name], at) => [name, servers[at]])),

    /** A visitor with a profile of their own, in which nothing is stored. Calls to the stubbed server stay in the page. */
    async visitor() {
      const context = await running.newContext();
      context.setDefaultTimeout(120_000);
      await context.addInitScript(installStub, stubOptions);
      await context.addInitScript(installVolley);
      return context;
    },
    async open(context) {
      const page = await context.newPage();
      await page.goto(`${www.url}/`);
      return page;
    },
    /** A page for each contender, with its functions in contender; the pages by name. */
    async seats(names) {
      const pages = {};
      for (const name of names) {
        pages[name] = await this.open(await this.visitor());
        await pages[name].evaluate(async (bundle) => {
          globalThis.contender = await import(`/${bundle}/${bundle}.js`);
        }, bundleOf(name));
      }
      return pages;
    },
    close: () => Promise.all([running, www, ...servers].map((part) => part.close())),
  };
}
