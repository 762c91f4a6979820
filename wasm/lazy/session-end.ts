// Ends a session: with the server, or in this browser only.

import type { SessionRegistry } from "../shared/session-registry.js";
import type { CallOptions, SignOutOutcome } from "../shared/types.gen.js";
import { checkNames } from "./preconditions.js";
import { portsOf } from "./session-ports.js";

type Ending = "signOut" | "forgetSession";

/** The ends that are under way, by the store of their session. */
const underWay = new WeakMap<object, Map<string, Promise<SignOutOutcome>>>();

/**
 * Ends a session. Who asks meanwhile gets the same outcome: what has ended already could not be confirmed a second time. If the first one
 * fails or is aborted, the other tries itself.
 */
export async function endSession(sessions: SessionRegistry, name: Ending, id: string, options?: CallOptions): Promise<SignOutOutcome> {
  checkNames(name, options, "signal");
  const store = sessions.options.storage ?? globalThis;
  const all = underWay.get(store) ?? new Map<string, Promise<SignOutOutcome>>();
  underWay.set(store, all);
  const key = `${name} ${id}`;
  const first = all.get(key);
  if (first) return (await sessions.abortable(name, options?.signal, () => first.catch(() => endSession(sessions, name, id, options)))) as SignOutOutcome;
  const own = sessions.call(name, { ...options, ...portsOf(sessions), id }).finally(() => all.delete(key)).finally(() => sessions.changed());
  all.set(key, own);
  return own;
}
