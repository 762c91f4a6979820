// What the loader sees of dist/wasm_exec.js, which the build makes of Go's own file (see wasm_exec.mjs).

/** Go's side of the bridge, once for each instance of the module. */
export interface Go {
  readonly importObject: WebAssembly.Imports;
  /** Called with the exit code when the program ends. */
  exit: (code: number) => void;
  /** Starts the program; resolves when it has ended. */
  run(instance: WebAssembly.Instance): Promise<void>;
  /** Wakes the program: for a call from JavaScript, or when a timer is due. */
  _resume: () => void;
  /** What setTimeout returned, by Go's own number. */
  readonly _scheduledTimeouts: ReadonlyMap<number, number | NodeTimer> & { clear(): void };
  _inst: WebAssembly.Instance | undefined;
}

/** Node's timers are objects; while one is held by ref, the process does not end. */
export interface NodeTimer {
  ref(): void;
  unref(): void;
}

/** A globalThis for one instance: the page's, with what Go needs in front of it. */
export interface Scope {
  readonly Go: new () => Go;
  /** JavaScript's half of the bridge, which the program calls. */
  mastoauthHost: object;
}

export function newScope(): Scope;

/** The version that the module must have been built as. */
export const version: string;
