// The types of dist/wasm_exec.js, which the build makes from Go's own file (see wasm_exec.mjs).

/** Go's side of the bridge: one for each instance of the module. */
export interface Go {
  readonly importObject: WebAssembly.Imports;
  /** Called with the exit code when the program ends. */
  exit: (code: number) => void;
  /** Starts the program; resolves when it has ended. */
  run(instance: WebAssembly.Instance): Promise<void>;
  /** Wakes the program: for a call from JavaScript, or when a timer is due. */
  _resume: () => void;
  /** The timers of setTimeout, by Go's own numbers. */
  readonly _scheduledTimeouts: ReadonlyMap<number, number | NodeTimer> & { clear(): void };
  _inst: WebAssembly.Instance | undefined;
}

/** In Node, timers are objects. The process does not exit while a timer is ref'd. */
export interface NodeTimer {
  ref(): void;
  unref(): void;
}

/** The globalThis of one instance. What Go defines stays here; all else is read from the page's globalThis. */
export interface Scope {
  readonly Go: new () => Go;
  /** The JavaScript side of the bridge, which the program calls. */
  mastoauthHost: object;
}

export function newScope(): Scope;

/** The version that the module must have been built as. */
export const version: string;
