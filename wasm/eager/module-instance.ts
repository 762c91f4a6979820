// Loads the module once for all who need it. Loading may fail or stall: whoever asks next begins anew. When the module dies, the
// next call starts it again from the compiled code.

import { lazyImport } from "../imports/lazy-import.js";
import type { LoadState } from "../module/module-start.js";
import type { WasmSource } from "../module/wasm-source.js";
import type { Instance } from "../shared/client.js";
import { errorFromFields } from "../shared/error-from-fields.js";
import { isMastodonError } from "../shared/error-recognition.js";
import type { MastodonError } from "../shared/errors.js";

export type LazyCode = typeof import("../lazy/entry.js");

// The address is a literal, here and nowhere else: bundlers look for it, and copy the file.
const state: LoadState = {
  toError: toMastodonError,
  url: new URL("./mastoauth.wasm", import.meta.url),
  glue: lazyImport("./wasm_exec.js", () => import("../module/wasm_exec.js")), // see bundle.mjs
};
const lazy = lazyImport("./lazy.js", () => import("../lazy/entry.js")); // see bundle.mjs

/** Returns the running instance, and loads or starts it if there is none. All callers share one. */
export async function instance(signal?: AbortSignal, op = "load", from?: WasmSource): Promise<Instance> {
  return state.program ?? (abortable(op, signal, () => {
    state.source = from ?? state.source;
    beginLoading();
    return withLazyCode(({ start }) => start(state));
  }) as Promise<Instance>);
}

/**
 * Asks for the module and for Go's half of its JavaScript, beside lazy.js. That goes on with what has come by then, and knows
 * what to do when one of them fails. (A response of another type stays unread.)
 */
function beginLoading(): void {
  (state.exec = state.glue.get()).catch(() => undefined);
  if (state.source || state.streaming) return;
  (state.streaming = (state.begun = fetch(state.url)).then((answer) => WebAssembly.compileStreaming(answer))).catch(() => (state.streaming = undefined));
  state.url.search += 1; // the next time: a cache may hold what was damaged, or wait for what is stuck
}

/** Does something with what is loaded no sooner than it is needed; see abortable. */
export function withLazyCode<Result>(use: (lazy: LazyCode) => Promise<Result>, signal?: AbortSignal | null): Promise<Result>;
export function withLazyCode<Result>(use: (lazy: LazyCode) => Promise<Result>, signal?: AbortSignal | null, popup?: Window): Promise<Result | undefined>;
export async function withLazyCode<Result>(use: (lazy: LazyCode) => Promise<Result>, signal?: AbortSignal | null, popup?: Window): Promise<Result | undefined> {
  try {
    const loaded = await abortable("load", signal, lazy.get, popup);
    return loaded && (await use(loaded));
  } catch (failed) {
    throw failed instanceof Error ? failed : toMastodonError(failed);
  }
}

/** The same with what needs the module soon, which is asked for at once. */
export const withModule: typeof withLazyCode = <Result>(use: (lazy: LazyCode) => Promise<Result>, signal?: AbortSignal | null, popup?: Window) => {
  if (!signal?.aborted) beginLoading();
  return withLazyCode(use, signal, popup) as Promise<Result>;
};

/**
 * Does what may take its time, and lets go of it at once when it is called off, whatever it is at: what is on its way then may be
 * stuck, and the next one who asks begins anew. With a window that is still empty: undefined if the person closes it, and it closes
 * when the page goes, or when this fails.
 */
export function abortable<Result>(
  op: string, signal: AbortSignal | null | undefined, work: (signal: AbortSignal) => Promise<Result>, popup?: Window,
): Promise<Result | undefined> {
  const over = new AbortController();
  const until = { signal: over.signal };
  let poll: ReturnType<typeof setInterval> | undefined;
  return new Promise<Result | undefined>((resolve, reject) => {
    const end = (): void => reject(errorFromFields({ name: "MastodonNetworkError", code: "aborted", op, message: "the call was cancelled." }));
    const stop = (): void => {
      state.begun = state.streaming = undefined;
      state.forget?.();
      state.glue.forget();
      lazy.forget();
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
export function toMastodonError(failed: unknown): MastodonError {
  return isMastodonError(failed) ? failed : errorFromFields(failed);
}
