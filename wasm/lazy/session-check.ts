// What a server's refusals mean: one call is refused for many reasons, and a session is over for few.

import type { Logins } from "../eager/session-list.js";

/** How long a server's word that a session is good holds against its refusals of single calls. */
const trustMs = 60_000;

/** Asks the server once what became of a session, after it refused a call with that status. */
export async function check(logins: Logins, id: string, status: number): Promise<void> {
  if (status !== 401 && status !== 403) return;
  const { verdicts } = logins;
  const token = (await logins.readLogin(logins.options, id))?.token;
  const verdict = verdicts.get(token ?? "");
  const trusted = status === 403 && (verdict === "barred" || typeof verdict === "number" && Date.now() - verdict < trustMs);
  if (!token || verdict === "refused" || trusted) return;
  if (typeof verdict === "object") return verdict;
  const asking = ask(logins, id, token);
  verdicts.set(token, asking);
  await asking.finally(() => {
    if (verdicts.get(token) === asking) verdicts.delete(token);
  });
}

async function ask(logins: Logins, id: string, token: string): Promise<void> {
  const { health, description } = await logins.step("checkSession", { id, ...logins.host });
  if (health === "good") logins.verdicts.set(token, Date.now());
  else if (health !== "server_down") {
    logins.announce({ id, expired: { health, ...(description && { description }) } });
    if (health !== "revoked") logins.verdicts.set(token, "barred"); // for now: the token itself is good
  }
}
