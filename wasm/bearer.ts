// Requests with a session's token.

import { check } from "./health.js";
import type { Logins } from "./logins.js";
import { failure } from "./source.js";

/** The browser's fetch, to the session's server only; see AuthSession.fetch. */
export async function fetchAs(logins: Logins, id: string, path: string | URL, init: RequestInit): Promise<Response> {
  const login = await logins.readLogin(logins.options, id);
  const server = login?.data.server;
  if (!server) throw refusal("session_unknown", "this session is over.", "Sign in again.");
  if (typeof path !== "string" && !(path instanceof URL)) {
    throw refusal("option_invalid", "path: must be a path or an address, not a Request.", "Give method, headers and body in the second argument.");
  }
  const url = addressAt(server, path);
  if (url?.origin !== server || !/^https?:$/.test(url.protocol)) {
    throw refusal("server_mismatch", `path: the token is for ${server} only.`, "Give the path alone, such as /api/v1/bookmarks.");
  }
  const send = (token: string): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${token}`);
    // A redirect could lead elsewhere, with the token.
    const redirect = init.redirect === "manual" ? "manual" : "error";
    return (logins.options.fetch ?? fetch)(url, { referrerPolicy: "no-referrer", ...init, headers, redirect, credentials: "omit" });
  };
  const answer = await send(login.token);
  await check(logins, id, answer.status).catch(() => undefined);
  if (answer.status !== 401 || init.body instanceof ReadableStream) return answer;
  const renewed = (await logins.readLogin(logins.options, id))?.token;
  return renewed && renewed !== login.token ? send(renewed) : answer;
}

function addressAt(server: string, path: string | URL): URL | undefined {
  try {
    return new URL(path, server);
  } catch {
    return undefined;
  }
}

function refusal(code: string, message: string, hint: string) {
  return failure(code, message, hint, { name: "MastodonIllegalArgumentError", op: "fetch" });
}
