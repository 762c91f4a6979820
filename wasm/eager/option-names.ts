// Checks options objects and the names of options.

import { toMastodonError } from "../shared/error-from-fields.js";

/**
 * Throws for an unknown option, so that typos are noticed, and for an object that would be read as one without options: a Map, a
 * FormData, an instance with private fields. Without names, any option is accepted here.
 */
export function checkOptions(called: unknown, op: string, options: object, names = ""): void {
  const keys = Object(options) === options ? Object.keys(options) : [];
  const unknown = names && keys.find((name) => !names.split(" ").includes(name));
  const proto = Object.getPrototypeOf(Object(options));
  if (!unknown && (keys.length > 0 || !proto || !Object.getPrototypeOf(proto))) return;
  throw toMastodonError({
    name: "MastodonIllegalArgumentError", op,
    ...(unknown ? { code: "option_unknown", message: `${unknown}: there is no such option.` } : { code: "option_invalid", message: "options: must be an object." }),
  }, called);
}
