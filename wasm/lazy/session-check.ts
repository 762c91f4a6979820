// Finds out whether a session has ended, after a server refused a call. Most refusals have other reasons.

import type { SessionRegistry } from "../shared/session-registry.js";

/** For how long a session that the server confirmed is not checked again after a status 403, in milliseconds. */
const trustMs = 60_000;

/** Asks the server once for the health of a session, after it refused a call with this response. */
export async function checkSession(sessions: SessionRegistry, id: string, { status, headers }: Response): Promise<void> {
  // snac refuses a token with 422 and a web page. A 422 in JSON is about the data.
  const refused = status === 401 || status === 422 && !headers.get("content-type")?.includes("json");
  if (!refused && status !== 403) return;
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
    if (health !== "revoked") sessions.verdicts.set(token, "barred"); // for now: the token itself is still valid
  }
}
