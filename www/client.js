// @ts-check
// The library's client as this page uses it.

import { Mastodon } from "./lib/index.js";

/**
 * Returns a client that reports a rate limit at once: a person would rather know than watch a button for a quarter of
 * an hour.
 *
 * @param {import("./lib/index.js").MastodonOptions} options
 */
export function client(options) {
  return new Mastodon({ ...options, ratelimitMethod: "throw" });
}
