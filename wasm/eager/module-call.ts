// The steps of a sign-in that the module takes, and what all of createAuth does with options and errors.

import { instance } from "./module-loader.js";
import { revive } from "../shared/error-from-fields.js";
import type * as T from "../shared/types.gen.js";

type Steps = T.Journey & T.Statics;
type Outcome<Name extends keyof Steps> = Awaited<ReturnType<Steps[Name]>>;

/** What each step is given in place of the browser's own. */
export type Host = Open<T.HostOptions>;

/** An options object that may name what it leaves open. */
type Open<O> = { [Name in keyof O]: O[Name] | undefined };

/** Takes a step in the module, which is loaded if need be. */
export async function step<Name extends keyof Steps>(name: Name, options: Open<NonNullable<Parameters<Steps[Name]>[0]>>): Promise<Outcome<Name>> {
  return (await (await instance(options?.signal, name)).call(name, options)) as Outcome<Name>;
}

/** Refuses options that there are not, so that no typo passes in silence. */
export function checkNames(op: string, options: object, names: string): void {
  for (const name of Object.keys(options)) {
    if (names.split(" ").includes(name)) continue;
    throw revive({ name: "MastodonIllegalArgumentError", op, code: "option_unknown", message: `${name}: there is no such option.` });
  }
}

/** What is there now, or comes later: a store may answer either way. */
export type Later<Value> = Value | Promise<Value>;

export function isLater<Value>(value: Later<Value>): value is Promise<Value> {
  return value instanceof Object && "then" in value;
}

/** Goes on with a value at once if it is there. */
export function after<From, To>(value: Later<From>, next: (value: From) => Later<To>): Later<To> {
  return isLater(value) ? value.then(next) : next(value);
}

export function all<Value>(values: Later<Value>[]): Later<Value[]> {
  return values.some(isLater) ? Promise.all(values) : (values as Value[]);
}
