// What becomes known about a session: that its person has signed in, the server's word on its token, and waits for a rate limit. All
// tabs are told.

import type { ReceivedMessage, TabMessage } from "../shared/session-event-types.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { Health, Session, SignIn } from "../shared/types.gen.js";

/** Tells all tabs of a completed login, and returns its session. The name is the same for each createAuth of the page. */
export async function announceSignIn<Own extends Session>(sessions: SessionRegistry<Own>, done: SignIn & { name?: number }): Promise<Own> {
  const { session, replayed } = done;
  const again = { id: session.id, name: (done.name ??= Math.random()) };
  await sessions.changed(replayed ? undefined : again);
  return sessions.find(session.id) ?? sessions.newSession(session);
}

/** Tells all tabs, this one first. */
export function announce(sessions: SessionRegistry, message: TabMessage): void {
  receive(sessions, message);
  sessions.post(message);
}

/** Emits the event that a message is, if it is news. */
export function receive(sessions: SessionRegistry, { id, ratelimit, expired }: ReceivedMessage): void {
  const known = sessions.known(id as string);
  if (!known) return;
  const { session, token } = known;
  const { verdicts } = sessions;
  if (ratelimit?.waitMs! > 0) return sessions.emit("ratelimit", { ...ratelimit!, session });
  if (typeof expired?.health !== "string") return; // another program's
  const health = expired.health as Health;
  if (health === "good") return void verdicts.delete(token);
  if (verdicts.get(token)?.health === health) return; // it is told
  verdicts.set(token, { health, at: Date.now() });
  sessions.emit("expired", { ...expired, session });
}
