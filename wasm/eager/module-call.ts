// The steps of a sign-in that the module takes, and what all of createAuth does with options and errors.

import type { ModuleFunctions, OrUndefined, ResultOf } from "../shared/module-call-types.js";
import { instance } from "./module-loader.js";

/** Takes a step in the module, which is loaded if need be. */
export async function callModule<Name extends keyof ModuleFunctions>(name: Name, options: OrUndefined<NonNullable<Parameters<ModuleFunctions[Name]>[0]>>): Promise<ResultOf<Name>> {
  return (await (await instance(options?.signal, name)).call(name, options)) as ResultOf<Name>;
}
