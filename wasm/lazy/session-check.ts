// What a server's refusals mean: one call is refused for many reasons, and a session is over for few.

import type { SessionRegistry } from "../shared/session-registry.js";

/** How long a server's word that a session is good holds against its refusals of single calls. */
const trustMs = 60_000;

/** Asks the server once what became of a session, after it refused a call with that status. */
export async function checkSession(sessions: SessionRegistry, id: string, status: number): Promise<void> {
  if (status !== 401 && status !== 403) return;
  const { verdicts } = sessions;
  const token = (await sessions.readSession(sessions.options, id))?.token;
  const verdict = verdicts.get(token ?? "");
  const trusted = status === 403 && (verdict === "barred" || typeof verdict === "number" && Date.now() - verdict < trustMs);
  if (!token || verdict === "refused" || trusted) return;
  if (typeof verdict === "object") return verdict;
  const asking = askServer(sessions, id, token);
  verdicts.set(token, asking);
  await asking.finally(() => {
    if (verdicts.get(token) === asking) verdicts.delete(token);
  });
}

async function askServer(sessions: SessionRegistry, id: string, token: string): Promise<void> {
  const { health, description } = await sessions.call("checkSession", { id, ...sessions.host });
  if (health === "good") sessions.verdicts.set(token, Date.now());
  else if (health !== "server_down") {
    sessions.announce({ id, expired: { health, ...(description && { description }) } });
    if (health !== "revoked") sessions.verdicts.set(token, "barred"); // for now: the token itself is good
  }
}
