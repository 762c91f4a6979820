// What the functions of the module are given, and what they return.

import type * as T from "./types.gen.js";

export type ModuleFunctions = T.Journey & T.Statics;

export type ResultOf<Name extends keyof ModuleFunctions> = Awaited<ReturnType<ModuleFunctions[Name]>>;

/** What each call is given in place of the browser's own. */
export type HostPorts = OrUndefined<T.HostOptions>;

/** An options object that may name what it leaves open. */
export type OrUndefined<O> = { [Name in keyof O]: O[Name] | undefined };
