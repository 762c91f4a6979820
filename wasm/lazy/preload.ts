// Auth.preload: the work that can be done before the click.

import type { SessionRegistry } from "../shared/session-registry.js";
import type { CallOptions } from "../shared/types.gen.js";
import { checkAuth, checkNames } from "./preconditions.js";
import { portsOf } from "./session-ports.js";

/** How old a found server may be, in milliseconds. core/servercache.go keeps it as long. */
const maxAgeMs = 10 * 60_000;

let rehearsed: Promise<unknown> | undefined;

/**
 * Rehearses a sign-in, and looks up the server if it is given. Errors of these two are ignored, since the sign-in reports them. It
 * rejects if the module cannot be loaded.
 */
export async function preload(sessions: SessionRegistry, typed?: string, options?: CallOptions): Promise<void> {
  checkNames("preload", options, "signal");
  checkAuth("preload", sessions);
  const signal = options?.signal;
  // A call that needs no server. It loads the module.
  await sessions.abortable("preload", signal, () => sessions.call("missingScopes", { granted: [], needed: [] }));
  await (rehearsed ??= rehearse(sessions));
  if (typed) await sessions.call("findServer", { server: typed, maxAgeMs, ...portsOf(sessions), signal }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
  });
}

/** The fetch of the rehearsal: a server that accepts every request. */
const inventedResponse = async (url: unknown): Promise<Response> => Response.json(
  String(url).endsWith("/apps") ? { client_id: "rehearsal", client_secret: "secret of the rehearsal" } : { domain: "rehearsal.invalid", version: "4.5.0" },
);

/**
 * Begins a sign-in at an invented server. Browsers compile each function of the module when it is first called, and a sign-in
 * calls hundreds. Without the rehearsal, that time would pass between the click and the first request.
 */
function rehearse({ options, call }: SessionRegistry): Promise<unknown> {
  const kept = new Map<string, string>();
  return call("beginSignIn", {
    server: "rehearsal.invalid", clientName: options.clientName, redirectUri: "https://rehearsal.invalid/", fetch: inventedResponse,
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) },
  }).catch(() => undefined);
}
