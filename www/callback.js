// An answer in the address that belongs to no sign-in of this browser. createAuth leaves it where it is, since it may be another
// program's; this page has no other, and an answer must not stay in the address bar, in the history or in a bookmark.

// What OAuth, OpenID Connect and Mastodon's relatives put into the address that they send people back to.
const parameter = /^(code|state|iss|error|error_description|error_uri|access_token|token_type|expires_in|refresh_token|id_token|scope|session_state|me)=/;
// Without one of these, “state” or “scope” may be somebody else's and stays.
const answer = /(^|&)(code|error|access_token)=/;

/** Takes the answer out of the address, and returns the address as it was; "" if it holds none. */
export function takeCallback() {
  const came = location.href;
  const parts = [location.search, location.hash];
  if (!parts.some((part) => answer.test(part.slice(1)))) return "";
  history.replaceState(null, "", location.pathname + parts.map(withoutAnswer).join(""));
  return came;
}

function withoutAnswer(part) {
  if (!answer.test(part.slice(1))) return part;
  const rest = part.slice(1).split("&").filter((pair) => !parameter.test(pair)).join("&");
  return rest && part[0] + rest;
}
