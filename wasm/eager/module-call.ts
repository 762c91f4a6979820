// Calls of the module's functions that need no client.

import type { ModuleFunctions, OrUndefined, ResultOf } from "../shared/module-call-types.js";
import { withInstance } from "./module-instance.js";

/** Calls a function of the module, and loads the module if necessary. */
export function callModule<Name extends keyof ModuleFunctions>(
  name: Name, ...given: [OrUndefined<NonNullable<Parameters<ModuleFunctions[Name]>[0]>>]
): Promise<ResultOf<Name>> {
  return withInstance(name, given.at(-1), (program) => program.call(name, ...given) as Promise<ResultOf<Name>>);
}
