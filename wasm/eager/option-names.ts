// An option that does not exist is refused.

import { errorFromFields } from "../shared/error-from-fields.js";

/** Refuses options that there are not, so that no typo passes in silence. */
export function checkOptionNames(op: string, options: object, names: string): void {
  for (const name of Object.keys(options)) {
    if (names.split(" ").includes(name)) continue;
    throw errorFromFields({ name: "MastodonIllegalArgumentError", op, code: "option_unknown", message: `${name}: there is no such option.` });
  }
}
