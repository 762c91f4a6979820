// Checks the names of options.

import { errorFromFields } from "../shared/error-from-fields.js";

/** Throws for an unknown option, so that typos are noticed, and for an object whose options Object.keys does not show (a form). */
export function checkOptionNames(op: string, options: object, names: string): void {
  checkOptions(op, options);
  for (const name of Object.keys(options)) {
    if (names.split(" ").includes(name)) continue;
    throw errorFromFields({ name: "MastodonIllegalArgumentError", op, code: "option_unknown", message: `${name}: there is no such option.` });
  }
}

/** Throws for an object that would be read as one without options: a Map, a FormData, an instance with private fields. */
export function checkOptions(op: string, options: object): void {
  const proto = Object.getPrototypeOf(options);
  if (Object.keys(options).length > 0 || !proto || !Object.getPrototypeOf(proto)) return;
  throw errorFromFields({ name: "MastodonIllegalArgumentError", op, code: "option_invalid", message: "options: must be an object." });
}
