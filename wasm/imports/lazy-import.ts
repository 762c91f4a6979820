// Imports a file of this package when it is needed. After a failure, the next call tries again.

export interface LazyImport<Module> {
  /** Imports the file once for all callers. A failed attempt is forgotten, so the next call tries again. */
  get(): Promise<Module>;
  /** If the file has not loaded yet, the next call of get starts another attempt. The first attempt to succeed resolves all calls. */
  forget(): void;
}

/** A constant of its own: bundlers treat new URL(…, import.meta.url) as a file to copy. */
const base = import.meta.url;

/** How long a file may take to load, in milliseconds; module-start.ts has the same limit. */
const limitMs = 120_000;

/**
 * Chromium and Firefox remember a failed import, and do not request that URL again until the page is reloaded. So each attempt after
 * the first has its own URL. This is not possible if a bundler has replaced the file name in load by that of its own file.
 */
export function lazyImport<Module extends object>(file: string, load: () => Promise<Module>): LazyImport<Module> {
  let attempts = 0;
  let pending: Promise<Module> | undefined;
  let found: (module: Module) => void;
  const first = new Promise<Module>((resolve) => (found = resolve));
  /** Undefined until the file has loaded. */
  let loaded: Promise<Module> | undefined;
  const movable = String(load).includes(file);
  const forget = (): void => {
    pending = loaded;
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
          message: `${file} could not be loaded.`, hint: "ServiceWorkerGlobalScope" in globalThis ? 'In a service worker, import from "mastoauth/service-worker".' : movable ? "Try again." : "Reload the page.", cause,
        }); // plain fields: see shared/failure.ts
      };
      const late = setTimeout(fail, limitMs);
      first.then((module) => {
        clearTimeout(late); // Node and Deno would wait for it
        resolve(module);
      });
      ask().then((module) => {
        found(module);
        pending = loaded = first;
      }, fail);
    })),
  };
}
