// Imports a file of this package when it is needed, and tries again after a failure.

export interface LazyImport<Module> {
  /** Imports it, once for all who ask. A failure is forgotten: the next one who asks tries again. */
  get(): Promise<Module>;
  /** Has the next one who asks try again if it has not come yet. Whichever attempt succeeds first ends the wait of all. */
  forget(): void;
}

/** Apart from where it is used, since bundlers take new URL(…, import.meta.url) for a file to copy. */
const base = import.meta.url;

/** How long a file may take; see also module-start.ts. */
const limitMs = 120_000;

/**
 * Chromium and Firefox remember that an import failed: that address is not asked for again while the page lives. So each attempt
 * after the first has an address of its own. A bundler that makes another file of it writes the address of that into load, and
 * knows of no other one.
 */
export function lazyImport<Module extends object>(file: string, load: () => Promise<Module>): LazyImport<Module> {
  let attempts = 0;
  let pending: Promise<Module> | undefined;
  let found: (module: Module) => void;
  const first = new Promise<Module>((resolve) => (found = resolve));
  /** Undefined until it is there. */
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
          message: `${file} could not be loaded.`, hint: movable ? "Try again." : "Reload the page.", cause,
        }); // plain fields: see shared/failure.ts
      };
      (setTimeout(fail, limitMs) as { unref?(): void }).unref?.(); // Node would wait for it
      first.then(resolve);
      ask().then((module) => {
        found(module);
        pending = loaded = first;
      }, fail);
    })),
  };
}
