// A file of this package that is imported no sooner than it is needed.

import type { Failure } from "./source.js";

export interface Part<Module> {
  /** Imports it, once for all who ask. A failure is forgotten: the next one who asks tries again. */
  get(): Promise<Module>;
  /** Has the next one who asks try again if it has not come yet. Whichever attempt succeeds first ends the wait of all. */
  forget(): void;
}

/** Apart from where it is used, since bundlers take new URL(…, import.meta.url) for a file to copy. */
const base = import.meta.url;

/** How long a file may take; see also loading.ts. */
const limitMs = 120_000;

/**
 * Chromium and Firefox remember that an import failed: that address is not asked for again while the page lives. So each attempt
 * after the first has an address of its own. A bundler that makes another file of it writes the address of that into load, and
 * knows of no other one.
 */
export function part<Module extends object>(file: string, load: () => Promise<Module>): Part<Module> {
  let attempts = 0;
  let pending: Promise<Module> | undefined;
  /** Undefined once it is there. */
  let waiting: ((module: Module) => void)[] | undefined = [];
  const movable = String(load).includes(file);
  const forget = (): void => {
    if (waiting) pending = undefined;
  };
  const ask = (): Promise<Module> => attempts++ && movable
    ? (import(/* @vite-ignore */ /* webpackIgnore: true */ new URL(`${file}?${attempts}`, base).href) as Promise<Module>)
    : load();
  return {
    forget,
    get: () => (pending ??= new Promise((resolve, reject) => {
      const fail = (cause?: unknown): void => {
        forget();
        reject({
          name: "MastodonNetworkError", code: "wasm_unreachable", op: "load",
          message: `${file} could not be loaded.`, hint: movable ? "Try again." : "Load the page anew.", cause,
        } satisfies Failure);
      };
      (setTimeout(fail, limitMs) as { unref?(): void }).unref?.(); // Node would wait for it
      waiting?.push(resolve);
      ask().then((module) => {
        if (!waiting) return;
        pending = Promise.resolve(module); // also for who asks anew although it was called off
        waiting.forEach((arrive) => arrive(module));
        waiting = undefined;
      }, fail);
    })),
  };
}
