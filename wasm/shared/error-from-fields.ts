// Turns the plain object that the module rejects with into an error of its class.

import {
  MastodonAPIError, MastodonBadGatewayError, MastodonError, MastodonGatewayTimeoutError, MastodonIllegalArgumentError,
  MastodonInternalServerError, MastodonNetworkError, MastodonNotFoundError, MastodonRatelimitError, MastodonReadTimeout,
  MastodonServerError, MastodonServiceUnavailableError, MastodonUnauthorizedError, MastodonVersionError,
} from "./errors.js";
import { isMastodonError } from "./error-recognition.js";
import type { ErrorFields, Kind } from "./types.gen.js";

// If package core has a kind without a class here, this does not compile.
const classes: Readonly<Record<Kind, typeof MastodonError>> = {
  MastodonError, MastodonIllegalArgumentError, MastodonVersionError, MastodonNetworkError, MastodonReadTimeout,
  MastodonAPIError, MastodonNotFoundError, MastodonUnauthorizedError, MastodonServerError, MastodonInternalServerError,
  MastodonBadGatewayError, MastodonServiceUnavailableError, MastodonGatewayTimeoutError, MastodonRatelimitError,
};

/**
 * Makes an error of a thrown value, if it is none of this library. Its stack begins at the caller of the function called or, if that is
 * async, at whoever awaits it: consoles, Node and Bun show the line there. V8 and JavaScriptCore find it when the error is made, so a
 * call that succeeds pays nothing for it.
 */
export function toMastodonError(thrown: unknown, called: unknown = toMastodonError): MastodonError {
  const error = isMastodonError(thrown) ? thrown : errorFromFields(thrown);
  (Error as { captureStackTrace?(error: Error, called: unknown): void }).captureStackTrace?.(error, called);
  return error;
}

/** It never throws, since a promise that is about to be rejected would then stay pending. */
function errorFromFields(raw: unknown): MastodonError {
  try {
    const fields = raw as ErrorFields;
    if (Object.hasOwn(classes, fields.name)) return new classes[fields.name](fields, fields as ErrorOptions); // with its cause, if it has one
  } catch {
    // The value cannot be read.
  }
  // This error does not come from package core. Its message may contain anything, so it is only the cause.
  return new MastodonError(
    { name: "MastodonError", code: "unexpected", message: "something unexpected happened." },
    { cause: raw },
  );
}
