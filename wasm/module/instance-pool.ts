// Instances of the module for Cloudflare's Workers. There, all requests share the worker's memory, and each has its own timers and its own
// fetch, which end with it: a timer of one request never wakes a call of another. So no two calls use an instance at the same time, and
// an instance that still waits for something is not used again.

import type { Client, Instance } from "../shared/client.js";
import type { ExportName } from "../shared/types.gen.js";
import type { ModuleInstance } from "./go-program.js";

export class InstancePool implements Instance {
  readonly #start: () => Promise<ModuleInstance>;
  /** The instance for the next call. */
  #idle: ModuleInstance | undefined;

  private constructor(start: () => Promise<ModuleInstance>) {
    this.#start = start;
  }

  /** Starts the first instance. Its failure is that of the pool. */
  static async open(start: () => Promise<ModuleInstance>): Promise<InstancePool> {
    const pool = new InstancePool(start);
    pool.#idle = await start();
    return pool;
  }

  call(name: ExportName, ...args: unknown[]): Promise<unknown> {
    return this.#use((instance) => instance.call(name, ...args));
  }

  callAs(client: Client, name: ExportName, options: unknown): Promise<unknown> {
    return this.#use((instance) => instance.callAs(client, name, options));
  }

  async #use(work: (instance: ModuleInstance) => Promise<unknown>): Promise<unknown> {
    const idle = this.#idle;
    this.#idle = undefined;
    const instance = idle ?? (await this.#start());
    try {
      return await work(instance);
    } finally {
      if (instance.rest()) this.#idle = instance;
    }
  }
}
