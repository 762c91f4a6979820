// The module's life: loaded once, watched while it runs, and started anew from the compiled code when it dies. Loading may fail or
// stall; whoever asks next begins anew.

import { isMastodonError } from "./brand.js";
import type { MastodonError } from "./errors.js";
import type { Loading } from "./loading.js";
import { part } from "./part.js";
import type { Instance } from "./program.js";
import { revive } from "./revive.js";
import type { WasmSource } from "./source.js";

export type { Instance } from "./program.js";
export type Rest = typeof import("./later.js");

// The address is a literal, here and nowhere else: bundlers look for it, and copy the file.
const loading: Loading = {
  explained,
  url: new URL("./mastoauth.wasm", import.meta.url),
  glue: part("./wasm_exec.js", () => import("./wasm_exec.js")), // see bundle.mjs
};
const rest = part("./later.js", () => import("./later.js")); // see bundle.mjs

/** Returns the running instance, and loads or starts it if there is none. All callers share one. */
export async function instance(signal?: AbortSignal, op = "load", from?: WasmSource): Promise<Instance> {
  return loading.program ?? (unlessCalledOff(op, signal, () => {
    loading.source = from ?? loading.source;
    begin();
    return later(({ start }) => start(loading));
  }) as Promise<Instance>);
}

/**
 * Asks for the module and for Go's half of its JavaScript, beside later.js, which takes up what they have come to and knows what to do
 * when one goes wrong. (An answer of another type stays unread.)
 */
function begin(): void {
  (loading.exec = loading.glue.get()).catch(() => undefined);
  if (loading.source || loading.streaming) return;
  (loading.streaming = (loading.begun = fetch(loading.url)).then((answer) => WebAssembly.compileStreaming(answer))).catch(() => (loading.streaming = undefined));
  loading.url.search += 1; // the next time: a cache may hold what was damaged, or wait for what is stuck
}

/** Does something with what is loaded no sooner than it is needed; see unlessCalledOff. */
export function later<Result>(use: (rest: Rest) => Promise<Result>, signal?: AbortSignal | null): Promise<Result>;
export function later<Result>(use: (rest: Rest) => Promise<Result>, signal?: AbortSignal | null, popup?: Window): Promise<Result | undefined>;
export async function later<Result>(use: (rest: Rest) => Promise<Result>, signal?: AbortSignal | null, popup?: Window): Promise<Result | undefined> {
  try {
    const loaded = await unlessCalledOff("load", signal, rest.get, popup);
    return loaded && (await use(loaded));
  } catch (failed) {
    throw failed instanceof Error ? failed : explained(failed);
  }
}

/** The same with what needs the module soon, which is asked for at once. */
export const withModule: typeof later = <Result>(use: (rest: Rest) => Promise<Result>, signal?: AbortSignal | null, popup?: Window) => {
  if (!signal?.aborted) begin();
  return later(use, signal, popup) as Promise<Result>;
};

/**
 * Does what may take its time, and lets go of it at once when it is called off, whatever it is at: what is on its way then may be
 * stuck, and the next one who asks begins anew. With a window that is still empty: undefined if the person closes it, and it closes
 * when the page goes, or when this fails.
 */
export function unlessCalledOff<Result>(
  op: string, signal: AbortSignal | null | undefined, work: (signal: AbortSignal) => Promise<Result>, popup?: Window,
): Promise<Result | undefined> {
  const over = new AbortController();
  const until = { signal: over.signal };
  let poll: ReturnType<typeof setInterval> | undefined;
  return new Promise<Result | undefined>((resolve, reject) => {
    const end = (): void => reject(revive({ name: "MastodonNetworkError", code: "aborted", op, message: "the call was cancelled." }));
    const stop = (): void => {
      loading.begun = loading.streaming = undefined;
      loading.forget?.();
      loading.glue.forget();
      rest.forget();
      if (popup?.closed) resolve(undefined);
      end();
    };
    if (signal?.aborted) return end();
    signal?.addEventListener("abort", stop, until);
    if (popup) {
      poll = setInterval(() => popup.closed && stop(), 250);
      addEventListener("pagehide", () => popup.close(), until);
    }
    work(over.signal).then(resolve, reject);
  }).catch((error: unknown) => {
    popup?.close();
    throw error;
  }).finally(() => {
    clearInterval(poll);
    over.abort();
  });
}

/** What was thrown, as an error of this library. */
export function explained(failed: unknown): MastodonError {
  return isMastodonError(failed) ? failed : revive(failed);
}
