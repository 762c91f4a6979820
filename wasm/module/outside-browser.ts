// What errors say where there is no browser: in Node, Deno, Bun and Cloudflare Workers. The other texts speak of pages and their settings.

import { hasPage } from "../../jsbind/host.js";
import type { Failure } from "../shared/failure.js";

const texts: Readonly<Record<string, { message?: string; hint?: string }>> = {
  callback_empty: { hint: "Give the whole address that the person came back to. If that was it, start the login again." },
  insufficient_scope: { hint: "Ask for the scope that is missing: log in again with it." },
  network: { hint: "Check its name and the connection of this computer. The server may be down, or a firewall may stand before it." },
  server_not_found: { hint: "Check the spelling. If the server's name is not the one in its handles, write the server's name." },
  crypto_unavailable: { message: "this runtime has no crypto.subtle, which a safe login needs.", hint: "Node 20 and later, Deno and Bun have it." },
  storage_blocked: { message: "the storage cannot be used.", hint: "Give a storage, or check the one that was given." },
  storage_full: { hint: "Make room in the storage that was given, then try again." },
  wasm_memory: { hint: "Free some memory, then try again." },
  wasm_stale: { hint: "Install the package again." },
};

/** What a call fails with, in words that fit this runtime. */
export function inWordsOfRuntime(failed: unknown): unknown {
  const { code, reason } = Object(failed) as Partial<Failure>;
  const isFitting = hasPage() || !code || !Object.hasOwn(texts, code) || (code === "network" && reason); // a reason has words of its own
  return isFitting ? failed : { ...(failed as Failure), ...texts[code] };
}
