// The options of createAuth that each call of the module gets.

import type { HostPorts } from "../shared/module-call-types.js";
import type { SessionRegistry } from "../shared/session-registry.js";

export function portsOf({ options: { storage, fetch, requestTimeoutMs } }: SessionRegistry): HostPorts {
  return { storage, fetch, requestTimeoutMs };
}
