// @ts-check
// Where this runs.

/** Whether this is a page or a worker, not Node, Deno or Bun. */
export const inBrowser = () => "document" in globalThis || "WorkerGlobalScope" in globalThis;
