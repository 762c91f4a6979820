// @ts-check
// How the person came to this page. A server sends them back with a code in the address, which must not stay in the
// address bar, in the history or in a bookmark.

// What OAuth, OpenID Connect and Mastodon's relatives put into the address they send people back to.
const oauth = new Set([
  "code", "state", "iss", "error", "error_description", "error_uri", "access_token", "token_type", "expires_in",
  "refresh_token", "id_token", "scope", "session_state", "me",
]);
// Without one of these, “state” or “scope” may be somebody else's and stays.
const answers = ["code", "error", "access_token"];

/**
 * Returns the address if it holds a server's answer, else "". In both cases none of the answer is left in the address.
 */
export function takeAnswer() {
  const came = new URL(location.href);
  const left = new URL(came);
  const found = [without(came.search.slice(1)), without(came.hash.slice(1))];
  if (!found.some((part) => part.answer)) return "";
  if (found[0].answer) left.search = found[0].rest;
  if (found[1].answer) left.hash = found[1].rest;
  history.replaceState(null, "", left);
  return came.href;
}

/**
 * Takes OAuth's parameters out of a query and leaves the others as they are written.
 *
 * @param {string} query
 */
function without(query) {
  const pairs = query.split("&");
  const name = (/** @type {string} */ pair) => new URLSearchParams(pair).keys().next().value ?? "";
  return {
    answer: pairs.some((pair) => answers.includes(name(pair))),
    rest: pairs.filter((pair) => !oauth.has(name(pair))).join("&"),
  };
}
