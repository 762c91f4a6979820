// Checks options objects, the names of options, and those of events.

import { toMastodonError } from "../shared/error-from-fields.js";

/**
 * Throws for an unknown name, so that typos are noticed, and for an object that would be read as one without options: a Map, a
 * FormData, an instance with private fields. Without names, any option is accepted here.
 */
export function checkOptions(called: unknown, op: string, options: unknown, names?: string): void {
  const keys = Object(options) === options ? Object.keys(options as object) : [];
  const unknown = names && keys.find((name) => !names.split(" ").includes(name));
  const proto = Object.getPrototypeOf(Object(options));
  if (unknown === undefined && (keys.length || !proto || !Object.getPrototypeOf(proto))) return;
  throw toMastodonError({
    name: "MastodonIllegalArgumentError", op,
    ...(unknown === undefined ? { code: "option_invalid", message: "options: must be an object." } : { code: "option_unknown", message: `${unknown}: there is no such name.`, hint: `The names are ${names}.` }),
  }, called);
}
