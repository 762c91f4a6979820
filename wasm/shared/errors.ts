// The errors: a class for each kind that package core knows, and nothing else. (error-from-fields.ts makes them of what the
// module rejects with, and looks for their classes here.)

import { lazyImport } from "../imports/lazy-import.js";
import { errorBrand } from "./error-brand.js";
import type { ErrorFields, Kind } from "./types.gen.js";

const messages = lazyImport("./messages.js", () => import("../messages/user-message.js"));

/**
 * What every promise of this library is rejected with. Branch on `code`, never on the text. `description` is the server's own
 * text: show it as text only.
 */
export class MastodonError extends Error implements ErrorFields {
  declare readonly name: Kind;
  declare readonly code: string;
  declare readonly op?: string;
  declare readonly hint?: string;
  declare readonly status?: number;
  declare readonly description?: string;
  declare readonly requestId?: string;
  declare readonly resetAt?: number;
  declare readonly details?: unknown;

  constructor(fields: ErrorFields, options?: ErrorOptions) {
    const { message, ...rest } = fields;
    super(message, options);
    Object.assign(this, rest); // the name too: that of the constructor is one that minifiers change
    // The first line of the stack, which consoles print, was written before the name was known.
    if (this.stack?.startsWith("Error: ")) this.stack = this.name + this.stack.slice("Error".length);
  }

  /** Not a member of each, which consoles would print. */
  get [errorBrand](): true {
    return true;
  }

  /**
   * What to tell a person, who need not know what OAuth is: in the language of the locale if it is one of the ten that this
   * library speaks (de, en, es, fr, it, ja, nl, pl, pt, zh), otherwise in English. Default: the browser's. It always resolves.
   */
  userMessage(locale?: string): Promise<string> {
    return messages.get().then(({ messageOf }) => messageOf(this.code, locale)).catch(() => this.message);
  }
}

/** An argument that cannot work; nothing was sent. */
export class MastodonIllegalArgumentError extends MastodonError {}
/** The server is too old for the function. */
export class MastodonVersionError extends MastodonError {}
/** No answer came: offline, refused by the browser, aborted, or no server there. */
export class MastodonNetworkError extends MastodonError {}
/** No answer came in time. */
export class MastodonReadTimeout extends MastodonNetworkError {}
/** The server refused. */
export class MastodonAPIError extends MastodonError {}
/** Status 404. */
export class MastodonNotFoundError extends MastodonAPIError {}
/** Status 401: the access token is not accepted. */
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
/** Too many requests. `resetAt` says when the limit ends, if the server did. */
export class MastodonRatelimitError extends MastodonError {}
