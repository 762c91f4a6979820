// Loads the module's code and wasm_exec.js, and starts an instance. After a failure, it can be tried again any number of times.
// (module-instance.ts starts the downloads.)

import { hold, inCloudflareWorker } from "../../jsbind/host.js";
import type { LazyImport } from "../imports/lazy-import.js";
import type { CallClient, Instance } from "../shared/client.js";
import { failure } from "../shared/failure.js";
import { nameErrorClasses } from "./error-class-names.js";
import { ModuleInstance } from "./go-program.js";
import { InstancePool } from "./instance-pool.js";
import { inWordsOfRuntime } from "./outside-browser.js";
import { compile, type DefaultSource, type WasmSource } from "./wasm-source.js";

/** Turns what the module returns as an error into one. What it rejects with becomes one where the call ends (page-unload.ts). */
export type ToError = (raw: unknown) => Error;

/** The state of loading. It exists before the program runs, and outlives it. */
export interface LoadState extends DefaultSource {
  /** The option wasm of load() or, once compiling has begun, the promise of the compiled module. */
  source?: WasmSource | Promise<WebAssembly.Module> | undefined;
  compiled?: Promise<WebAssembly.Module>;
  /** The source to compile if that fails; undefined means the file beside index.js. */
  given?: WasmSource | Promise<WebAssembly.Module> | undefined;
  /** The latest attempt to start the module, and the callers that wait for any attempt. */
  starting?: Promise<Instance> | undefined;
  waiting?: ((program: Instance) => void)[];
  program?: Promise<Instance> | undefined;
  /** Makes the next call start again what has not loaded yet. */
  forget?(): void;
  toError: ToError;
  glue: LazyImport<WasmExec>;
  /** The latest attempt to load wasm_exec.js. */
  exec?: Promise<WasmExec>;
}

type WasmExec = typeof import("./wasm_exec.js");

/** How long loading may take, in milliseconds. At 30 kbit/s, the module takes less. */
const limitMs = 120_000;

/**
 * Loads what is not loaded yet, and starts the program. All callers share one attempt. A failed or aborted attempt is forgotten. The
 * first attempt to succeed resolves all calls.
 */
export function startModule(state: LoadState, callClient: CallClient): Promise<Instance> {
  if (state.starting) return state.starting;
  nameErrorClasses(state.toError);
  const waiting = (state.waiting ??= []);
  const own = (state.starting = new Promise<Instance>((resolve, reject) => {
    const fail = (failed: unknown): void => {
      clearTimeout(late);
      if (state.starting === own) state.starting = undefined;
      reject(inWordsOfRuntime(failed));
    };
    const late = setTimeout(() => {
      if (state.starting === own) {
        state.begun = state.streaming = undefined;
        state.forget?.();
        state.glue.forget();
      }
      fail(failure("timeout", "the module did not load within two minutes.", "Try again.", { name: "MastodonReadTimeout" }));
    }, limitMs);
    hold(late, "unref");
    waiting.push((program) => {
      clearTimeout(late);
      resolve(program);
    });
    load(state, callClient).then((program) => {
      for (const settle of waiting.splice(0)) settle(program);
    }, fail);
  }));
  return own;
}

async function load(state: LoadState, callClient: CallClient): Promise<Instance> {
  const [module, exec] = await Promise.all([compiledModule(state), state.exec as Promise<WasmExec>]);
  return (state.program ??= startInstance(state, exec, module, callClient)); // another attempt may have been faster
}

function compiledModule(state: LoadState): Promise<WebAssembly.Module> {
  const { source } = state;
  if (state.compiled && state.compiled === source) return state.compiled;
  // A Response can be read only once. Every other source may work the next time.
  state.given = source instanceof Object && ("arrayBuffer" in source || "then" in source) ? undefined : source;
  let done = false;
  const keep = (): void => {
    state.source = state.compiled = compiling;
  };
  const forget = (): void => {
    state.reload = true;
    if (!done && state.source === compiling) state.source = state.given;
  };
  const compiling = compile(source, { ...state }).then((module) => {
    done = true;
    keep();
    return module;
  });
  compiling.catch(forget);
  keep();
  state.forget = () => {
    forget();
    state.starting = undefined;
  };
  return compiling;
}

function startInstance(state: LoadState, exec: WasmExec, module: WebAssembly.Module, callClient: CallClient): Promise<Instance> {
  const end = (): void => {
    if (state.program === own) state.program = state.starting = undefined;
  };
  const start = (onStop: () => void) => ModuleInstance.start(exec, module, callClient, onStop);
  const own: Promise<Instance> = (inCloudflareWorker() ? InstancePool.open(() => start(() => undefined)) : start(end)).catch((failed: unknown) => {
    end();
    state.source = state.given;
    state.streaming = undefined;
    state.reload = true;
    throw failed;
  });
  return own;
}
