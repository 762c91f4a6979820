// Ends a session: with the server, or in this browser only.

import type { SessionRegistry } from "../shared/session-registry.js";
import type { CallOptions, SignOutOutcome } from "../shared/types.gen.js";
import { portsOf } from "./session-ports.js";

export async function endSession(sessions: SessionRegistry, name: "signOut" | "forgetSession", id: string, options?: CallOptions): Promise<SignOutOutcome> {
  return sessions.call(name, { ...options, ...portsOf(sessions), id }).finally(() => sessions.changed());
}
