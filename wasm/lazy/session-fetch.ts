// Requests with a session's token.

import { failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import { checkSession } from "./session-check.js";

/** The browser's fetch, to the session's server only; see AuthSession.fetch. */
export async function fetchWithToken(sessions: SessionRegistry, id: string, path: string | URL, init: RequestInit): Promise<Response> {
  const session = await sessions.readSession(sessions.options, id);
  const server = session?.data.server;
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
    // A redirect could send the token to another server.
    const redirect = init.redirect === "manual" ? "manual" : "error";
    return (sessions.options.fetch ?? fetch)(url, { referrerPolicy: "no-referrer", ...init, headers, redirect, credentials: "omit" });
  };
  const response = await send(session.token);
  await checkSession(sessions, id, response.status, url.href).catch(() => undefined);
  if (response.status !== 401 || init.body instanceof ReadableStream) return response;
  const renewed = (await sessions.readSession(sessions.options, id))?.token;
  return renewed && renewed !== session.token ? send(renewed) : response;
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
