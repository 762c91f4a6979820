// Checks the names of options.

import { errorFromFields } from "../shared/error-from-fields.js";

/** Throws for an unknown option, so that typos are noticed. */
export function checkOptionNames(op: string, options: object, names: string): void {
  for (const name of Object.keys(options)) {
    if (names.split(" ").includes(name)) continue;
    throw errorFromFields({ name: "MastodonIllegalArgumentError", op, code: "option_unknown", message: `${name}: there is no such option.` });
  }
}
