// Loads the module once for all callers. If loading fails or is aborted, the next call starts again. If the module stops, the next
// call starts a new instance from the compiled code.

import { lazyImport } from "../imports/lazy-import.js";
import type { LoadState } from "../module/module-start.js";
import type { WasmSource } from "../module/wasm-source.js";
import type { Instance } from "../shared/client.js";
import { toMastodonError } from "../shared/error-from-fields.js";
import { acrossUnload } from "./page-unload.js";

/** The hash that the module has to have, or "" if it is not checked: see bundle.mjs. */
declare const MODULE_INTEGRITY: string;

/** The options of a call that can be cancelled. */
type Cancellable = { readonly signal?: AbortSignal | null | undefined } | undefined;

export type LazyCode = typeof import("../lazy/entry.js");

const state: LoadState = {
  toError: toMastodonError,
  glue: lazyImport("./wasm_exec.js", () => import("../module/wasm_exec.js")), // see bundle.mjs
};
const lazy = lazyImport("./lazy.js", () => import("../lazy/entry.js")); // see bundle.mjs

/** Returns the running instance. Loads or starts the module if there is none. All callers share one instance. */
async function instance(op: string, options: Cancellable, from?: WasmSource): Promise<Instance> {
  return state.program ?? (abortable(op, options?.signal, () => {
    state.source = from ?? state.source;
    beginLoading();
    return lazy.get().then(({ start }) => start(state, options));
  }) as Promise<Instance>);
}

/** Calls a function of the running instance; see acrossUnload. */
export function withInstance<Result>(
  op: string, options: Cancellable, use: (program: Instance) => Result | Promise<Result>, from?: WasmSource,
): Promise<Result> {
  return acrossUnload(op, instance(op, options, from).then(use));
}

/**
 * Requests the module and wasm_exec.js, in parallel with lazy.js. The lazy code then takes over these requests, and handles their
 * errors. (compileStreaming does not read a response of another type.)
 */
function beginLoading(): void {
  (state.exec = state.glue.get()).catch(() => undefined);
  if (state.source || state.streaming || (MODULE_INTEGRITY && state.begun)) return;
  state.begun = requestModule();
  if (MODULE_INTEGRITY) state.begun.catch(() => undefined); // wasm-source.ts looks at the file before it is compiled
  else (state.streaming = state.begun.then((answer) => WebAssembly.compileStreaming(answer))).catch(() => (state.streaming = undefined));
}

/** Rejects where this file has no address; compile then says what to do. */
async function requestModule(): Promise<Response> {
  // This URL must be a literal, and stand only here: bundlers look for it, and copy the file.
  const url = (state.url ??= String(new URL("./mastoauth.wasm", import.meta.url))); // what Turbopack makes of it cannot be changed
  state.url += "?1"; // for the next attempt: the cache may hold a damaged file, or wait for a stalled request
  if ("Deno" in globalThis) throw url; // the lazy code reads it: Deno 2.9 can die when it compiles it meanwhile
  return fetch(url);
}

/** Loads the lazy code and calls use with it; see abortable for the signal and the popup. */
export function withLazyCode<Result>(use: (lazy: LazyCode) => Promise<Result>, options?: Cancellable): Promise<Result>;
export function withLazyCode<Result>(use: (lazy: LazyCode) => Promise<Result>, options?: Cancellable, popup?: Window): Promise<Result | undefined>;
export function withLazyCode<Result>(use: (lazy: LazyCode) => Promise<Result>, options?: Cancellable, popup?: Window): Promise<Result | undefined> {
  return acrossUnload("load", abortable("load", options?.signal, lazy.get, popup).then((loaded) => loaded && use(loaded)));
}

/** The same for work that needs the module: its download starts in parallel. */
export const withModule: typeof withLazyCode = <Result>(use: (lazy: LazyCode) => Promise<Result>, options?: Cancellable, popup?: Window) => {
  if (!options?.signal?.aborted) beginLoading();
  return withLazyCode(use, options, popup) as Promise<Result>;
};

/**
 * Runs asynchronous work, and rejects at once when the signal aborts. The downloads that are still pending may be stalled, so the
 * next call starts them again. With a popup that is still empty: resolves to undefined if the person closes it, and closes it when
 * this page is left or the work fails.
 */
export function abortable<Result>(
  op: string, signal: AbortSignal | null | undefined, work: (signal: AbortSignal) => Promise<Result>, popup?: Window,
): Promise<Result | undefined> {
  const over = new AbortController();
  const until = { signal: over.signal };
  let poll: ReturnType<typeof setInterval> | undefined;
  return new Promise<Result | undefined>((resolve, reject) => {
    const end = (): void => reject({ name: "MastodonNetworkError", code: "aborted", op, message: "the call was cancelled." });
    const stop = (): void => {
      state.begun = state.streaming = undefined;
      state.forget?.();
      state.glue.forget();
      lazy.forget();
      if (popup?.closed) resolve(undefined);
      end();
    };
    if (signal?.aborted) return end();
    signal?.addEventListener?.("abort", stop, until); // what is no signal is refused by the call itself
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
