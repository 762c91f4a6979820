// The way from the plain object that the module rejects with to an error of its class.

import * as errors from "./errors.js";
import type { ErrorFields, Kind } from "./types.gen.js";

// A kind of package core without a class in errors.ts does not compile here.
const classes: Readonly<Record<Kind, typeof errors.MastodonError>> = errors;

export function revive(raw: unknown, options?: ErrorOptions): errors.MastodonError {
  const fields = raw as ErrorFields | null | undefined;
  if (fields && Object.hasOwn(classes, fields.name)) return new classes[fields.name](fields, options);
  // Nothing that package core made: its text may say anything, so it stands in cause only.
  return new errors.MastodonError(
    { name: "MastodonError", code: "unexpected", message: "something unexpected happened." },
    { cause: raw },
  );
}
