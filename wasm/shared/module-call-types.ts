// The types of the module's functions: their options and results.

import type * as T from "./types.gen.js";

export type ModuleFunctions = T.Journey & T.Statics;

export type ResultOf<Name extends keyof ModuleFunctions> = Awaited<ReturnType<ModuleFunctions[Name]>>;

/** The fetch and the store that each call uses in place of the browser's own, and the time limit of each of its requests. */
export type HostPorts = OrUndefined<T.HostOptions & Pick<T.SessionOptions, "requestTimeoutMs">>;

/** An options object in which each option may be undefined. */
export type OrUndefined<O> = { [Name in keyof O]: O[Name] | undefined };
