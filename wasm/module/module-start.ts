// Loads what the module consists of, its code and Go's JavaScript, and starts it. It can be tried again as often as it takes.
// (module-instance.ts begins it.)

import type { LazyImport } from "../imports/lazy-import.js";
import type { CallClient, Instance } from "../shared/client.js";
import { failure } from "../shared/failure.js";
import { ModuleInstance } from "./go-program.js";
import { compile, type DefaultSource, type WasmSource } from "./wasm-source.js";
import type { ToError } from "./watchdog.js";

/** What is known before the program runs, and stays when it ends. */
export interface LoadState extends DefaultSource {
  /** What was given to load() or, once it is being compiled, what comes of it. */
  source?: WasmSource | Promise<WebAssembly.Module> | undefined;
  compiled?: Promise<WebAssembly.Module>;
  /** What to compile if that fails; undefined stands for the file beside index.js. */
  given?: WasmSource | Promise<WebAssembly.Module> | undefined;
  /** The latest attempt to start it, and all who wait for one. */
  starting?: Promise<Instance> | undefined;
  waiting?: ((program: Instance) => void)[];
  program?: Promise<Instance> | undefined;
  /** Has the next one who asks begin anew with what has not come yet. */
  forget?(): void;
  toError: ToError;
  glue: LazyImport<WasmExec>;
  /** The latest attempt to get it. */
  exec?: Promise<WasmExec>;
}

type WasmExec = typeof import("./wasm_exec.js");

/** How long loading may take: at 30 kbit/s, the module takes less. */
const limitMs = 120_000;

/**
 * Loads what is not loaded yet, and starts the program. All who ask share one attempt. One that failed is forgotten, and so is
 * one that was called off; whichever succeeds first ends the wait of all.
 */
export function startModule(state: LoadState, callClient: CallClient): Promise<Instance> {
  if (state.starting) return state.starting;
  const waiting = (state.waiting ??= []);
  const own = (state.starting = new Promise<Instance>((resolve, reject) => {
    const fail = (failed: unknown): void => {
      clearTimeout(late);
      if (state.starting === own) state.starting = undefined;
      reject(state.toError(failed));
    };
    const late = setTimeout(() => {
      if (state.starting === own) {
        state.begun = state.streaming = undefined;
        state.forget?.();
        state.glue.forget();
      }
      fail(failure("timeout", "the module did not load within two minutes.", "Try again.", { name: "MastodonReadTimeout" }));
    }, limitMs);
    (late as { unref?(): void }).unref?.(); // Node would wait for it, even once nobody does
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
  return (state.program ??= startInstance(state, exec, module, callClient)); // another attempt may have come sooner
}

function compiledModule(state: LoadState): Promise<WebAssembly.Module> {
  const { source } = state;
  if (state.compiled && state.compiled === source) return state.compiled;
  // A Response can be read once. What else was given to load() may work the next time.
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
  const own: Promise<Instance> = ModuleInstance.start(exec, module, callClient, state.toError, end).catch((failed: unknown) => {
    end();
    state.source = state.given;
    state.streaming = undefined;
    state.reload = true;
    throw state.toError(failed);
  });
  return own;
}
