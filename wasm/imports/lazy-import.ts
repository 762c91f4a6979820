// Imports a file of this package when it is needed. After a failure, the next call tries again.

export interface LazyImport<Module> {
  /** Imports the file once for all callers. A failed attempt is forgotten, so the next call tries again. */
  get(): Promise<Module>;
  /** If the file has not loaded yet, the next call of get starts another attempt. The first attempt to succeed resolves all calls. */
  forget(): void;
}

/** The module's hash in a site whose pages have the hashes of all files: see bundle.mjs. They have them for these addresses only. */
declare const MODULE_INTEGRITY: string;

/** Bundlers treat new URL(…, import.meta.url) as a file to copy, and Turbopack follows this constant. So the URLs below are made without URL. */
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
  const movable = !MODULE_INTEGRITY && String(load).includes(file);
  const forget = (): void => {
    pending = loaded;
  };
  const ask = (): Promise<Module> => attempts++ && movable
    ? (import(/* @vite-ignore */ /* webpackIgnore: true */ base.replace(/[^/?]*(\?.*)?$/, `${file}?${attempts}`)) as Promise<Module>)
    : load();
  return {
    forget,
    get: () => (pending ??= new Promise((resolve, reject) => {
      const fail = (cause?: unknown): void => {
        forget();
        clearTimeout(late);
        reject({
          name: "MastodonNetworkError", code: "wasm_unreachable", op: "load",
          message: `${file} did not load.`, hint: "ServiceWorkerGlobalScope" in globalThis ? 'Import mastoauth/service-worker.' : movable ? "Try again." : "Reload the page.", cause,
        }); // plain fields: see shared/failure.ts
      };
      const late = setTimeout(fail, limitMs);
      first.then(resolve).then(() => clearTimeout(late)); // otherwise a program would not end before
      ask().then((module) => {
        found(module);
        pending = loaded = first;
      }, fail);
    })),
  };
}
