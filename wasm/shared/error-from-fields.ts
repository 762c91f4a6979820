// The way from the plain object that the module rejects with to an error of its class.

import {
  MastodonAPIError, MastodonBadGatewayError, MastodonError, MastodonGatewayTimeoutError, MastodonIllegalArgumentError,
  MastodonInternalServerError, MastodonNetworkError, MastodonNotFoundError, MastodonRatelimitError, MastodonReadTimeout,
  MastodonServerError, MastodonServiceUnavailableError, MastodonUnauthorizedError, MastodonVersionError,
} from "./errors.js";
import type { ErrorFields, Kind } from "./types.gen.js";

// A kind of package core without a class here does not compile.
const classes: Readonly<Record<Kind, typeof MastodonError>> = {
  MastodonError, MastodonIllegalArgumentError, MastodonVersionError, MastodonNetworkError, MastodonReadTimeout,
  MastodonAPIError, MastodonNotFoundError, MastodonUnauthorizedError, MastodonServerError, MastodonInternalServerError,
  MastodonBadGatewayError, MastodonServiceUnavailableError, MastodonGatewayTimeoutError, MastodonRatelimitError,
};

export function errorFromFields(raw: unknown): MastodonError {
  const fields = raw as ErrorFields | null | undefined;
  if (fields && Object.hasOwn(classes, fields.name)) return new classes[fields.name](fields, fields as ErrorOptions); // with its cause, if it has one
  // Nothing that package core made: its text may say anything, so it stands in cause only.
  return new MastodonError(
    { name: "MastodonError", code: "unexpected", message: "something unexpected happened." },
    { cause: raw },
  );
}
