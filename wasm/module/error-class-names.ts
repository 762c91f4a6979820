// The names of the error classes. Minified, they are single letters, and Node prints the name of the class with an uncaught error:
// “x [MastodonAPIError]: …”. The eager code needs no name of a class, so the names are given here.

import type { Kind } from "../shared/types.gen.js";

// If package core has a kind that is not here, this does not compile.
const kinds: Readonly<Record<Kind, unknown>> = {
  MastodonError: 0, MastodonIllegalArgumentError: 0, MastodonVersionError: 0, MastodonNetworkError: 0, MastodonReadTimeout: 0, MastodonAPIError: 0,
  MastodonNotFoundError: 0, MastodonUnauthorizedError: 0, MastodonServerError: 0, MastodonInternalServerError: 0, MastodonBadGatewayError: 0,
  MastodonServiceUnavailableError: 0, MastodonGatewayTimeoutError: 0, MastodonRatelimitError: 0,
};

/** Gives the error classes of one copy of index.js their names. */
export function nameErrorClasses(toError: (raw: unknown) => Error): void {
  for (const value of Object.keys(kinds)) Reflect.defineProperty(toError({ name: value, code: "unexpected", message: "" }).constructor, "name", { value });
}
