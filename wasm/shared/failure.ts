// Errors as plain fields, for code that is loaded later and has no error classes: module-instance.ts makes errors of them.

import type { ErrorFields, Kind } from "./types.gen.js";

/** What the functions of this file throw; see lazy/entry.ts. */
export type Failure = ErrorFields & { cause?: unknown };

export function failure(code: string, message: string, hint: string, more: { name?: Kind; op?: string; cause?: unknown } = {}): Failure {
  return { name: "MastodonError", code, op: "load", message, hint, ...more };
}
