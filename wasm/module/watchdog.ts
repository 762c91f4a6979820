// Rejects the pending calls of a module that stops.

import { hold } from "../../jsbind/host.js";
import type { Failure } from "../shared/failure.js";
import { inWordsOfRuntime } from "./outside-browser.js";
import type { Go } from "./wasm_exec.js";

/** Notices the end of a program, in each of the ways in which it can end, and rejects all pending calls. */
export class Watchdog {
  readonly #waiting = new Map<(failure: unknown) => void, string>();
  readonly #go: Go;
  readonly #onStop: () => void;
  #stopped = false;

  constructor(go: Go, onStop: () => void) {
    this.#go = go;
    this.#onStop = onStop;
    go.exit = this.stop; // os.Exit, a panic, a deadlock, out of memory
    const resume = go._resume;
    go._resume = () => {
      if (this.#stopped) return; // a response that came too late
      try {
        resume.call(go);
      } catch {
        this.stop(); // the JavaScript stack overflowed, or the program is broken beyond a panic
      }
      if (this.#waiting.size === 0) this.#holdProgram("unref"); // only now, since Go sets its timers when it becomes idle
    };
  }

  /** Like new Promise, but also rejects if the program ends first. */
  promise<T>(op: string, executor: (resolve: (value: T) => void, reject: (failure: unknown) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) {
        reject(moduleStopped(op));
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
          // An exception is none of package core. It may contain anything, so it is only the cause.
          reject(raw instanceof Error ? { name: "MastodonError", code: "unexpected", op, message: "something unexpected happened.", cause: raw } : inWordsOfRuntime(raw));
        },
      );
    });
  }

  /** Whether the program runs, and has set no timer. */
  get rests(): boolean {
    return !this.#stopped && this.#go._scheduledTimeouts.size === 0;
  }

  #wait(reject: (failure: unknown) => void, op: string): void {
    this.#waiting.set(reject, op);
    if (this.#waiting.size === 1) this.#holdProgram("ref");
  }

  /** Lets Node, Bun and Deno exit while no call is pending. Go keeps the timers of completed calls, and they would wait for them. */
  #holdProgram(how: "ref" | "unref"): void {
    for (const timer of this.#go._scheduledTimeouts.values()) hold(timer, how);
  }

  readonly stop = (): void => {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#onStop();
    // Go's timers would wake the program again, and code that is still on its stack must not continue.
    for (const timer of this.#go._scheduledTimeouts.values()) clearTimeout(timer as number);
    this.#go._scheduledTimeouts.clear();
    this.#go._inst = undefined;
    for (const [reject, op] of this.#waiting) reject(moduleStopped(op));
    this.#waiting.clear();
  };
}

function moduleStopped(op: string): Failure {
  return {
    name: "MastodonError",
    code: "module_stopped",
    op,
    message: "the module stopped before it was done; whether the server did what was asked is not known.",
    hint: "Call again: a new module starts by itself.",
  };
}
