// @ts-check
// Where this runs.

const page = globalThis;

/** Whether this is a page or a worker, not Node, Deno or Bun. */
export const inBrowser = () => "document" in globalThis || "WorkerGlobalScope" in globalThis;

/** Whether this is a Cloudflare Worker, which has the globals of a page's worker. Cloudflare documents the name for that purpose. */
export const inCloudflareWorker = () => page.navigator?.userAgent === "Cloudflare-Workers";

/** Whether there is a person's browser, with its rules, extensions and settings. */
export const hasPage = () => inBrowser() && !inCloudflareWorker();
