// The program that the module is: started, watched while it runs, and told apart from one that has died.

import { newHost, type Call } from "../jsbind/host.js";
import { leases } from "./lease.js";
import { blocked, compile, failure, type Beside, type Failure, type WasmSource } from "./source.js";
import type { ExportName } from "./types.gen.js";
import type { Go } from "./wasm_exec.js";

/** What is known before the program runs, and stays when it ends. */
export interface Loading extends Beside {
  source?: WasmSource | undefined;
  compiled?: Promise<WebAssembly.Module> | undefined;
  /** Makes an error of what the module rejects with. */
  explained(raw: unknown): Error;
}

export type Instance = Pick<Program, "call">;

/** Loads what is not loaded yet, and starts the program. */
export async function start(loading: Loading, onStop: () => void): Promise<Instance> {
  loading.compiled ??= compile(loading.source, loading);
  try {
    const [module, glue] = await Promise.all([loading.compiled, loadGlue()]);
    return await Program.start(glue, module, loading, onStop);
  } catch (failed) {
    loading.compiled = loading.begun = loading.streaming = undefined;
    // A Response can be read once. What else was given to load() may work the next time.
    if (loading.source instanceof Object && ("arrayBuffer" in loading.source || "then" in loading.source)) loading.source = undefined;
    throw loading.explained(failed);
  }
}

type Glue = typeof import("./wasm_exec.js");

async function loadGlue(): Promise<Glue> {
  try {
    return await import("./wasm_exec.js"); // see bundle.mjs
  } catch (cause) {
    throw failure("wasm_unreachable", "the file wasm_exec.js of this package could not be loaded.", "Load the page anew.", {
      name: "MastodonNetworkError",
      cause,
    });
  }
}

/** A running module. The clients in it die with it. */
class Program {
  readonly #call: Call;
  readonly #watch: Watch;

  private constructor(call: Call, watch: Watch) {
    this.#call = call;
    this.#watch = watch;
  }

  static async start(glue: Glue, module: WebAssembly.Module, { explained }: Loading, onStop: () => void): Promise<Program> {
    const scope = glue.newScope();
    const go = new scope.Go();
    const watch = new Watch(go, explained, () => {
      host.end();
      onStop();
    });
    const program = await instantiate(module, go);
    let ready: (version: string) => void;
    const host = newHost((version) => ready(version), leases);
    return watch.until("load", (resolve, reject) => {
      ready = (version) => {
        if (version === glue.version) resolve(new Program(host.call, watch));
        else reject(stale(`The module is version ${version || "unknown"}, its JavaScript is ${glue.version}.`));
      };
      scope.mastoauthHost = host;
      // It returns when the program waits for the first call, and its promise when the program ends.
      go.run(program).then(watch.stop, watch.stop);
    });
  }

  /** Calls an export. The promise is settled in any case, whatever happens to the module. */
  call(name: ExportName, ...args: unknown[]): Promise<unknown> {
    return this.#watch.until(name, (resolve, reject) => {
      if (!this.#call(name, args, resolve, reject)) this.#watch.stop(); // the call has killed the module
    });
  }
}

/** Notices the end of a program, in each of the ways it can end, and tells everyone who waits for it. */
class Watch {
  readonly #waiting = new Map<(failure: unknown) => void, string>();
  readonly #go: Go;
  readonly #explained: Loading["explained"];
  readonly #onStop: () => void;
  #stopped = false;

  constructor(go: Go, explained: Loading["explained"], onStop: () => void) {
    this.#go = go;
    this.#explained = explained;
    this.#onStop = onStop;
    go.exit = this.stop; // os.Exit, a panic, a deadlock, out of memory
    const resume = go._resume;
    go._resume = () => {
      if (this.#stopped) return; // an answer that came too late
      try {
        resume.call(go);
      } catch {
        this.stop(); // the JavaScript stack overflowed, or the program is broken beyond a panic
      }
      if (this.#waiting.size === 0) this.#holdNode("unref"); // no sooner, since Go sets its timers when it has no more to do
    };
  }

  /** Like new Promise, but rejected too when the program ends first. */
  until<T>(op: string, executor: (resolve: (value: T) => void, reject: (failure: unknown) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) {
        reject(this.#explained(stopped(op)));
        return;
      }
      this.#wait(reject, op);
      executor(
        (value) => {
          this.#waiting.delete(reject);
          resolve(value);
        },
        (raw) => {
          this.#waiting.delete(reject);
          reject(this.#explained(raw));
        },
      );
    });
  }

  #wait(reject: (failure: unknown) => void, op: string): void {
    this.#waiting.set(reject, op);
    if (this.#waiting.size === 1) this.#holdNode("ref");
  }

  /** Go keeps the timers of calls that are over, and Node waits for every timer: it should only while there are calls. */
  #holdNode(how: "ref" | "unref"): void {
    for (const timer of this.#go._scheduledTimeouts.values()) {
      if (typeof timer === "object") timer[how]();
    }
  }

  readonly stop = (): void => {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#onStop();
    // Go's timers would go on waking it, and what it still has on the stack must not run on.
    for (const timer of this.#go._scheduledTimeouts.values()) clearTimeout(timer as number);
    this.#go._scheduledTimeouts.clear();
    this.#go._inst = undefined;
    for (const [reject, op] of this.#waiting) reject(this.#explained(stopped(op)));
    this.#waiting.clear();
  };
}

async function instantiate(module: WebAssembly.Module, go: Go): Promise<WebAssembly.Instance> {
  try {
    return await WebAssembly.instantiate(module, go.importObject);
  } catch (error) {
    if (error instanceof WebAssembly.LinkError) throw stale("The module and its JavaScript were built by different compilers.", error);
    throw (await blocked(error)) ?? failure("wasm_memory", "there is not enough memory for the module.", "Close other pages, then try again.", { cause: error });
  }
}

function stale(difference: string, cause?: unknown): Failure {
  return failure(
    "wasm_stale",
    `an old copy of mastoauth.wasm is in use. ${difference}`,
    "Load the page anew without the cache; if that does not help, deploy all files of the package together.",
    { cause },
  );
}

function stopped(op: string): Failure {
  return {
    name: "MastodonError",
    code: "module_stopped",
    op,
    message: "the module stopped before it was done; whether the server did what was asked is not known.",
    hint: "Call again: a new one starts by itself.",
  };
}
