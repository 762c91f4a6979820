// The way to the program: its code and Go's glue are loaded and put together, as often as it takes. (module.ts begins it.)

import type { Part } from "./part.js";
import { Program, type Explained, type Instance } from "./program.js";
import { compile, failure, type Beside, type WasmSource } from "./source.js";

/** What is known before the program runs, and stays when it ends. */
export interface Loading extends Beside {
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
  explained: Explained;
  glue: Part<Glue>;
  /** The latest attempt to get it. */
  exec?: Promise<Glue>;
}

type Glue = typeof import("./wasm_exec.js");

/** How long loading may take: at 30 kbit/s, the module takes less. */
const limitMs = 120_000;

/**
 * Loads what is not loaded yet, and starts the program. All who ask share one attempt. One that failed is forgotten, and so is
 * one that was called off; whichever succeeds first ends the wait of all.
 */
export function start(loading: Loading): Promise<Instance> {
  if (loading.starting) return loading.starting;
  const waiting = (loading.waiting ??= []);
  const own = (loading.starting = new Promise<Instance>((resolve, reject) => {
    const fail = (failed: unknown): void => {
      clearTimeout(late);
      if (loading.starting === own) loading.starting = undefined;
      reject(loading.explained(failed));
    };
    const late = setTimeout(() => {
      if (loading.starting === own) {
        loading.begun = loading.streaming = undefined;
        loading.forget?.();
        loading.glue.forget();
      }
      fail(failure("timeout", "the module did not come within two minutes.", "Try again.", { name: "MastodonReadTimeout" }));
    }, limitMs);
    (late as { unref?(): void }).unref?.(); // Node would wait for it, also once nobody does
    waiting.push((program) => {
      clearTimeout(late);
      resolve(program);
    });
    run(loading).then((program) => {
      for (const arrive of waiting.splice(0)) arrive(program);
    }, fail);
  }));
  return own;
}

async function run(loading: Loading): Promise<Instance> {
  const [module, exec] = await Promise.all([moduleOf(loading), loading.exec as Promise<Glue>]);
  return (loading.program ??= launch(loading, exec, module)); // another attempt may have come sooner
}

function moduleOf(loading: Loading): Promise<WebAssembly.Module> {
  const { source } = loading;
  if (loading.compiled && loading.compiled === source) return loading.compiled;
  // A Response can be read once. What else was given to load() may work the next time.
  loading.given = source instanceof Object && ("arrayBuffer" in source || "then" in source) ? undefined : source;
  let done = false;
  const keep = (): void => {
    loading.source = loading.compiled = compiling;
  };
  const forget = (): void => {
    loading.anew = true;
    if (!done && loading.source === compiling) loading.source = loading.given;
  };
  const compiling = compile(source, { ...loading }).then((module) => {
    done = true;
    keep();
    return module;
  });
  compiling.catch(forget);
  keep();
  loading.forget = () => {
    forget();
    loading.starting = undefined;
  };
  return compiling;
}

function launch(loading: Loading, exec: Glue, module: WebAssembly.Module): Promise<Instance> {
  const end = (): void => {
    if (loading.program === own) loading.program = loading.starting = undefined;
  };
  const own: Promise<Instance> = Program.start(exec, module, loading.explained, end).catch((failed: unknown) => {
    end();
    loading.source = loading.given;
    loading.streaming = undefined;
    loading.anew = true;
    throw loading.explained(failed);
  });
  return own;
}
