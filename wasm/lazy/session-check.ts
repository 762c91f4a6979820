// Finds out whether a session has ended, after a server refused a call. Most refusals have other reasons.

import type { SessionRegistry } from "../shared/session-registry.js";
import type { CallOptions, SessionHealth } from "../shared/types.gen.js";
import { checkNames } from "./preconditions.js";
import { announce } from "./session-news.js";
import { portsOf } from "./session-ports.js";
import { withStore } from "./stored-records.js";

/** For how long a session that the server confirmed is not checked again after a status 403, in milliseconds. */
const trustMs = 60_000;

/** What only a person who may use the account gets. */
const personal = /\/api\/v1\/(accounts\/verify_credentials|preferences|notifications|bookmarks|timelines\/home)\b/;

/** The checks that wait for their server, by token. */
const asking = new WeakMap<object, Map<string, Promise<SessionHealth>>>();

/** Asks the server for the health of a session, after it refused a call with this response. A change is told in all tabs. */
export async function checkSession(sessions: SessionRegistry, id: string, { status, headers, url }: Response): Promise<void> {
  const { verdicts } = sessions;
  const served = status === 200 && verdicts.size > 0 && personal.test(url);
  // snac refuses a token with 422 and a web page. A 422 in JSON is about the data.
  const refused = status === 401 || status === 422 && !headers.get("content-type")?.includes("json");
  if (!refused && status !== 403 && !served) return;
  const token = (await sessions.readSession(sessions.options, id))?.token;
  const verdict = verdicts.get(token ?? "");
  if (!token) return;
  if (served) {
    if (verdict?.health === "revoked") await askOnce(sessions, id, token); // that is stored, so the core has to hear it
    else if (verdict && verdict.health !== "good") announce(sessions, { id, expired: { health: "good" } });
    return;
  }
  // A token that was revoked stays so. Only another status says that something else has happened.
  if (refused && verdict?.health === "revoked") return;
  if (status === 403 && verdict?.health === "good" && Date.now() - verdict.at < trustMs) return;
  await askOnce(sessions, id, token);
}

/** The health of a session, as its server says now; see AuthSession.check. */
export async function check(sessions: SessionRegistry, id: string, options?: CallOptions): Promise<SessionHealth> {
  checkNames("check", options, "signal");
  const session = await withStore(sessions, () => sessions.readSession(sessions.options, id), "check");
  if (!session) return { health: "revoked" };
  return (await sessions.abortable("check", options?.signal, () => askOnce(sessions, id, session.token))) as SessionHealth;
}

/** Asks the server. Whoever asks meanwhile gets the same answer. */
function askOnce(sessions: SessionRegistry, id: string, token: string): Promise<SessionHealth> {
  const all = asking.get(sessions.verdicts) ?? new Map<string, Promise<SessionHealth>>();
  asking.set(sessions.verdicts, all);
  const now = all.get(token) ?? askServer(sessions, id, token).finally(() => all.delete(token));
  all.set(token, now);
  return now;
}

async function askServer(sessions: SessionRegistry, id: string, token: string): Promise<SessionHealth> {
  const found = await sessions.call("checkSession", { id, ...portsOf(sessions) });
  const { health } = found;
  if (health === "server_down") return found;
  const now = await withStore(sessions, () => sessions.readSession(sessions.options, id), "check");
  if (now?.token !== token) await sessions.changed(); // it was renewed
  announce(sessions, { id, expired: found });
  if (health === "good") sessions.verdicts.set(token, { health, at: Date.now() });
  return found;
}
