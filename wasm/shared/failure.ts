// Errors as plain fields, for the lazy code, which has no error classes. module-instance.ts turns them into errors.

import type { ErrorFields, Kind, MastodonErrorCode } from "./types.gen.js";

/** The plain fields that the lazy code throws; see lazy/entry.ts. */
export type Failure = ErrorFields & { cause?: unknown };

export function failure(code: MastodonErrorCode, message: string, hint: string, more: { name?: Kind; op?: string; cause?: unknown } = {}): Failure {
  return { name: "MastodonError", code, op: "load", message, hint, ...more };
}
