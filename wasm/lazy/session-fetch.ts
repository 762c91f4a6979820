// Requests with a session's token.

import { ask, doubt } from "../../jsbind/host.js";
import { failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { MastodonErrorCode } from "../shared/types.gen.js";
import { explainFetch } from "./fetch-failure.js";
import { checkSession } from "./session-check.js";
import { withStore } from "./stored-records.js";

/** What fetch takes: an address, or a Request. */
export type FetchInput = string | URL | Request;

/** fetch's second argument, and the address. */
type Sending = RequestInit & { url: string };

/** The members of a RequestInit. A Request has them as getters, which a spread would not copy. */
const members = [
  "method", "headers", "body", "mode", "cache", "integrity", "keepalive", "redirect", "referrer", "referrerPolicy", "signal", "priority",
  "duplex", "window",
] as const;

/** The browser's fetch, to the session's server only; see AuthSession.fetch. */
export async function fetchWithToken(sessions: SessionRegistry, id: string, input: FetchInput, init: RequestInit = {}): Promise<Response> {
  const stored = () => withStore(sessions, () => sessions.readSession(sessions.options, id), "fetch");
  const session = await stored();
  const server = session?.data.server;
  if (!server) throw refusal("session_unknown", "this session is over.", "Sign in again.");
  const { url, ...given } = await readRequest(server, input, init);
  const send = async (token: string): Promise<Response> => {
    const headers = new Headers(given.headers);
    headers.set("Authorization", `Bearer ${token}`);
    // Without it, some servers answer a dead token with a redirect to their sign-in page, which browsers report as a network error.
    if (!headers.has("Accept")) headers.set("Accept", "application/json");
    // A redirect could send the token to another server.
    const redirect = given.redirect === "manual" ? "manual" : "error";
    const request: RequestInit = { ...given, referrerPolicy: given.referrerPolicy ?? "no-referrer", headers, redirect, credentials: "omit" };
    try {
      const answer = await ask(sessions.options.fetch ?? fetch, url, request);
      if (answer.status === 410) doubt(url);
      return answer;
    } catch (cause) {
      doubt(url);
      await explainFetch(sessions, server, cause, url, request).catch(() => undefined);
      throw cause;
    }
  };
  const response = await send(session.token);
  await checkSession(sessions, id, response).catch(() => undefined);
  if (response.status !== 401 || given.body instanceof ReadableStream) return response;
  const renewed = (await stored())?.token;
  return renewed && renewed !== session.token ? send(renewed) : response;
}

/** Reads the arguments as fetch does. Both may be Requests. */
async function readRequest(server: string, input: FetchInput, init: RequestInit): Promise<Sending> {
  if (isRequest(input)) {
    const request = new Request(input, init);
    return { ...(await membersOf(request)), url: addressAt(server, request.url) };
  }
  return { ...(await membersOf(init)), url: addressAt(server, String(input)) };
}

const isRequest = (value: object | string): value is Request => typeof value === "object" && "clone" in value && "url" in value;

async function membersOf(init: RequestInit): Promise<RequestInit> {
  const found: Record<string, unknown> = {};
  // A Request without a referrer policy has "".
  for (const name of members) found[name] = init[name as keyof RequestInit] === "" ? undefined : init[name as keyof RequestInit];
  if (!isRequest(init)) return found;
  // The body is read here, so that it can be sent again after a renewal. Its type stands in the headers.
  delete found.duplex;
  found.body = /^(GET|HEAD)$/.test(init.method) ? undefined : await init.blob();
  return found;
}

/** The address on the server, which may be below a path: a path begins there, as the paths of the client do. */
function addressAt(server: string, address: string): string {
  const base = `${server}/`;
  try {
    const url = new URL(/^\/(?![/\\])/.test(address) ? `${server}${address}` : address, base);
    if (`${url.origin}${url.pathname}`.startsWith(base)) return url.href;
  } catch {
    // It is no address.
  }
  throw refusal("server_mismatch", `path: the token is for ${server} only.`, "Give the path alone, such as /api/v1/bookmarks.");
}

function refusal(code: MastodonErrorCode, message: string, hint: string) {
  return failure(code, message, hint, { name: "MastodonIllegalArgumentError", op: "fetch" });
}
