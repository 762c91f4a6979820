// Recognises errors of this library, whichever copy of it made them.

import { errorBrand } from "./error-brand.js";
import type { MastodonError } from "./errors.js";

/** Whether something caught is an error of this library, and of that code if one is given. */
export function isMastodonError(error: unknown, code?: string): error is MastodonError {
  const known = Object(error) as Partial<MastodonError>;
  return errorBrand in known && (code === undefined || known.code === code);
}
