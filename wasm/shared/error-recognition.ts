// Recognises errors of this library, also those of another copy of it.

import { errorBrand } from "./error-brand.js";
import type { MastodonError } from "./errors.js";
import type { MastodonErrorCode } from "./types.gen.js";

/** Whether a caught value is an error of this library and, if a code is given, has that code. */
export function isMastodonError<Code extends MastodonErrorCode>(error: unknown, code?: Code): error is MastodonError & { readonly code: Code } {
  try {
    const known = Object(error) as Partial<MastodonError>;
    return errorBrand in known && (code === undefined || known.code === code);
  } catch {
    return false; // a proxy that cannot be read
  }
}
