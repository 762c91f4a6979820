// The error classes: one for each kind of error in package core, and nothing else. error-from-fields.ts looks the classes up
// here, and creates the errors from the fields that the module rejects with.

import { lazyImport } from "../imports/lazy-import.js";
import { errorBrand } from "./error-brand.js";
import type { ErrorFields, Health, Kind, MastodonErrorCode, NetworkReason } from "./types.gen.js";

const messages = lazyImport("./messages.js", () => import("../messages/user-message.js"));

/**
 * The error that every promise of this library rejects with. Branch on `code`, never on the message. `description` is the
 * server's own text: show it as text, never as HTML.
 */
export class MastodonError extends Error implements ErrorFields {
  declare readonly name: Kind;
  declare readonly code: MastodonErrorCode;
  declare readonly op?: string;
  declare readonly hint?: string;
  declare readonly status?: number;
  declare readonly description?: string;
  declare readonly requestId?: string;
  declare readonly resetAt?: number;
  declare readonly health?: Health;
  declare readonly page?: string;
  declare readonly details?: unknown;
  declare readonly reason?: NetworkReason;
  declare readonly missing?: string[];

  constructor(fields: ErrorFields, options?: ErrorOptions) {
    const { message, ...rest } = fields;
    super(message, options);
    // Including the name: minifiers change the name of the constructor. Assigning it would fail if Error.prototype is frozen.
    Object.defineProperties(this, Object.getOwnPropertyDescriptors(rest));
  }

  /** A getter, since consoles would print a property. */
  get [errorBrand](): true {
    return true;
  }

  /**
   * A message for the person who uses the page, without technical terms. It is in the language of the locale if that is one of
   * de, en, es, fr, it, ja, nl, pl, pt and zh, otherwise in English. Default: the browser's locale. It always resolves. For a
   * sign-up that was refused, it names each field with its problems.
   */
  userMessage(locale?: string): Promise<string> {
    return messages.get().then(({ messageFor }) => messageFor(this, locale)).catch(() => this.message);
  }
}

/** An argument is invalid. No request was sent. */
export class MastodonIllegalArgumentError extends MastodonError {}
/** The server is too old for the function. */
export class MastodonVersionError extends MastodonError {}
/** No response came: the browser is offline or refused the request, the call was aborted, or there is no such server. */
export class MastodonNetworkError extends MastodonError {}
/** No response came in time. */
export class MastodonReadTimeout extends MastodonNetworkError {}
/** The server refused the request. */
export class MastodonAPIError extends MastodonError {}
/** Status 404. */
export class MastodonNotFoundError extends MastodonAPIError {}
/** Status 401: the server does not accept the access token. */
export class MastodonUnauthorizedError extends MastodonAPIError {}
/** A status of 500 or more. */
export class MastodonServerError extends MastodonAPIError {}
/** Status 500. */
export class MastodonInternalServerError extends MastodonServerError {}
/** Status 502. */
export class MastodonBadGatewayError extends MastodonServerError {}
/** Status 503. */
export class MastodonServiceUnavailableError extends MastodonServerError {}
/** Status 504. */
export class MastodonGatewayTimeoutError extends MastodonServerError {}
/** Too many requests. `resetAt` is when the limit ends, if the server says so. */
export class MastodonRatelimitError extends MastodonError {}
