// The module's life: loaded once, watched while it runs, and started anew from the compiled code when it dies.

import { isMastodonError } from "./brand.js";
import type { MastodonError } from "./errors.js";
import type { Instance, Loading } from "./program.js";
import { revive } from "./revive.js";
import type { Failure, WasmSource } from "./source.js";

export type { Instance } from "./program.js";

// The address is a literal, here and nowhere else: bundlers look for it, and copy the file.
const loading: Loading = { explained, url: new URL("./mastoauth.wasm", import.meta.url) };
let running: Promise<Instance> | undefined;

/**
 * Returns the running instance, and loads or starts it if there is none. All callers share one; a failure is forgotten, so
 * that the next call tries again.
 */
export function instance(from?: WasmSource): Promise<Instance> {
  loading.source = from ?? loading.source;
  if (!running) {
    // All three side by side: later.js, in which there is also what to do when one goes wrong, takes up what the others have come
    // to. (An answer of another type stays unread.)
    import("./wasm_exec.js").catch(() => undefined); // see bundle.mjs
    if (!loading.source) {
      (loading.streaming ??= (loading.begun = fetch(loading.url)).then((answer) => WebAssembly.compileStreaming(answer))).catch(() => (loading.streaming = undefined));
    }
    const own = later(({ start }) => start(loading, () => forget()), true);
    const forget = (): void => {
      if (running === own) running = undefined;
    };
    own.catch(forget);
    running = own;
  }
  return running;
}

export type Rest = typeof import("./later.js");

/** Does something with what is loaded no sooner than it is needed. The module is asked for beside it, unless it does without. */
export async function later<Result>(use: (rest: Rest) => Promise<Result>, without?: boolean): Promise<Result> {
  if (!without) void instance();
  const rest = await import("./later.js").catch((cause: unknown) => { // see bundle.mjs
    throw explained({
      name: "MastodonNetworkError", code: "wasm_unreachable", op: "load",
      message: "later.js could not be loaded.", hint: "Try again.", cause,
    });
  });
  return use(rest).catch((failed: unknown) => {
    throw failed instanceof Error ? failed : explained(failed);
  });
}

/** What was thrown, as an error of this library. */
export function explained(failed: unknown): MastodonError {
  return isMastodonError(failed) ? failed : revive(failed, Object(failed) as Partial<Failure>); // with its cause, if it has one
}
