// What can be done before the click: Auth.preload.

import type { SessionRegistry } from "../shared/session-registry.js";

/** How old the answer may be that says which server is meant: as long as core/servercache.go keeps it. */
const maxAgeMs = 10 * 60_000;

let rehearsed: Promise<unknown> | undefined;

/** Rehearses the sign-in, and looks for the server if it is known which. What fails here is told by the sign-in. */
export async function preload(sessions: SessionRegistry, typed?: string, signal?: AbortSignal): Promise<void> {
  await (rehearsed ??= rehearse(sessions));
  const { requestTimeoutMs } = sessions.options;
  if (typed) await sessions.call("findServer", { server: typed, maxAgeMs, requestTimeoutMs, ...sessions.host, signal }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
  });
}

/** A server that always says yes. */
const inventedResponse = async (url: unknown): Promise<Response> => Response.json(
  String(url).endsWith("/apps") ? { client_id: "a", client_secret: "b" } : { domain: "rehearsal.invalid", version: "4.5.0" },
);

/**
 * Begins a sign-in that leads nowhere. Browsers compile a function of the module when it is first called, and the first sign-in
 * calls hundreds: this is the time between the click and its first request.
 */
function rehearse({ options, call }: SessionRegistry): Promise<unknown> {
  const kept = new Map<string, string>();
  return call("beginSignIn", {
    server: "rehearsal.invalid", clientName: options.clientName, redirectUri: "https://rehearsal.invalid/", fetch: inventedResponse,
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) },
  }).catch(() => undefined);
}
