// A callback in the URL that belongs to no sign-in of this browser. createAuth ignores it, since it may be another program's. But
// this page is the only program here, and a callback must not stay in the address bar, in the history or in a bookmark.

// The parameters that OAuth, OpenID Connect and other servers of the Mastodon API add to the callback URL.
const parameter = /^(code|state|iss|error|error_description|error_uri|access_token|token_type|expires_in|refresh_token|id_token|scope|session_state|me)=/;
// Without one of these, “state” or “scope” may belong to another program, and stays.
const answer = /(^|&)(code|error|access_token)=/;

/** Removes the callback from the URL, and returns the URL as it was; "" if it holds no callback. */
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
