// One running instance of the module: starts it and calls its functions.

import { type Call, type Host, inCloudflareWorker, newHost } from "../../jsbind/host.js";
import type { CallClient, Client, Instance } from "../shared/client.js";
import { failure, type Failure } from "../shared/failure.js";
import type { ExportName } from "../shared/types.gen.js";
import { fallbackLocks } from "./fallback-locks.js";
import { givenOptions } from "./given-options.js";
import { blockedByPolicy } from "./wasm-source.js";
import type { Go } from "./wasm_exec.js";
import { Watchdog } from "./watchdog.js";

type WasmExec = typeof import("./wasm_exec.js");

export class ModuleInstance implements Instance {
  readonly #call: Call;
  readonly #watch: Watchdog;
  readonly #callClient: CallClient;
  /** Ends what no call waits for. */
  readonly #rest: () => void;

  private constructor({ call, rest }: Host, watch: Watchdog, callClient: CallClient) {
    this.#call = call;
    this.#rest = rest;
    this.#watch = watch;
    this.#callClient = callClient;
  }

  static async start(
    wasmExec: WasmExec, module: WebAssembly.Module, callClient: CallClient, onStop: () => void,
  ): Promise<ModuleInstance> {
    const scope = wasmExec.newScope();
    const go = new scope.Go();
    const watch = new Watchdog(go, () => {
      host.end();
      onStop();
    });
    const program = await instantiate(module, go);
    let ready: (version: string) => void;
    const host = newHost((version) => ready(version), fallbackLocks);
    return watch.promise("load", (resolve, reject) => {
      ready = (version) => {
        if (version === wasmExec.version) resolve(new ModuleInstance(host, watch, callClient));
        else reject(stale(`The module is version ${version || "unknown"}, its JavaScript is ${wasmExec.version}.`));
      };
      scope.mastoauthHost = host;
      // run returns when the program waits for the first call. Its promise settles when the program ends.
      go.run(program).then(watch.stop, watch.stop);
    });
  }

  callAs(client: Client, name: ExportName, ...given: unknown[]): Promise<unknown> {
    return this.#callClient(this, client, name, ...given);
  }

  call(name: ExportName, ...args: unknown[]): Promise<unknown> {
    return this.#watch.promise(name, (resolve, reject) => {
      let given: unknown[];
      try {
        given = givenOptions(name, args);
      } catch (error) {
        return reject(error);
      }
      if (!this.#call(name, given, resolve, reject)) this.#watch.stop(); // the call has stopped the module
    });
  }

  /** Puts the instance aside, when no call is pending. Returns whether it can be used again, and waits for no timer. */
  rest(): boolean {
    this.#rest();
    return this.#watch.rests;
  }
}

async function instantiate(module: WebAssembly.Module, go: Go): Promise<WebAssembly.Instance> {
  try {
    // At once, so that no request waits for another one, which may be cancelled.
    if (inCloudflareWorker()) return new WebAssembly.Instance(module, go.importObject);
    return await WebAssembly.instantiate(module, go.importObject);
  } catch (error) {
    if (error instanceof WebAssembly.LinkError) throw stale("The module and its JavaScript were built by different compilers.", error);
    throw (await blockedByPolicy(error)) ?? failure("wasm_memory", "there is not enough memory for the module.", "Close other pages, then try again.", { cause: error });
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
