// Calls of the module's functions that need no client.

import type { ModuleFunctions, OrUndefined, ResultOf } from "../shared/module-call-types.js";
import { withInstance } from "./module-instance.js";

/** Calls a function of the module, and loads the module if necessary. */
export function callModule<Name extends keyof ModuleFunctions>(
  name: Name, options: OrUndefined<NonNullable<Parameters<ModuleFunctions[Name]>[0]>>,
): Promise<ResultOf<Name>> {
  return withInstance(name, options?.signal, (program) => program.call(name, options) as Promise<ResultOf<Name>>);
}
