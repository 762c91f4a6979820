// The program that the module is: started, watched while it runs, and told apart from one that has died.

import { callAs, type Client } from "./client.js";
import { newHost, type Call } from "../jsbind/host.js";
import { leases } from "./lease.js";
import { blocked, failure, type Failure } from "./source.js";
import type { ExportName } from "./types.gen.js";
import type { Go } from "./wasm_exec.js";

export type Instance = Pick<Program, "call" | "callAs">;
/** Makes an error of what the module rejects with. */
export type Explained = (raw: unknown) => Error;
type Glue = typeof import("./wasm_exec.js");

/** A running module. The clients in it die with it. */
export class Program {
  readonly #call: Call;
  readonly #watch: Watch;
  readonly #explained: Explained;

  private constructor(call: Call, watch: Watch, explained: Explained) {
    this.#call = call;
    this.#watch = watch;
    this.#explained = explained;
  }

  static async start(glue: Glue, module: WebAssembly.Module, explained: Explained, onStop: () => void): Promise<Program> {
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
        if (version === glue.version) resolve(new Program(host.call, watch, explained));
        else reject(stale(`The module is version ${version || "unknown"}, its JavaScript is ${glue.version}.`));
      };
      scope.mastoauthHost = host;
      // It returns when the program waits for the first call, and its promise when the program ends.
      go.run(program).then(watch.stop, watch.stop);
    });
  }

  callAs(client: Client, name: ExportName, options: unknown): Promise<unknown> {
    return callAs(this, client, name, options, this.#explained);
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
  readonly #explained: Explained;
  readonly #onStop: () => void;
  #stopped = false;

  constructor(go: Go, explained: Explained, onStop: () => void) {
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
    "Reload the page without the cache; if that does not help, deploy all files of the package together.",
    { cause },
  );
}

function stopped(op: string): Failure {
  return {
    name: "MastodonError",
    code: "module_stopped",
    op,
    message: "the module stopped before it was done; whether the server did what was asked is not known.",
    hint: "Call again: a new module starts by itself.",
  };
}
