// The access token of a session, for other libraries.

import { failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { CallOptions } from "../shared/types.gen.js";
import { checkNames } from "./preconditions.js";
import { check } from "./session-check.js";
import { withStore } from "./stored-records.js";

/** How long before its end a token is renewed, in milliseconds: core's refreshMargin. Mastodon's tokens have no end. */
const marginMs = 60_000;

/** See AuthSession.token. */
export async function freshToken(sessions: SessionRegistry, id: string, options?: CallOptions): Promise<string> {
  checkNames("token", options, "signal");
  const read = async () => {
    const record = await withStore(sessions, () => sessions.readRecord(sessions.options, `mastoauth:session:${id}`), "token");
    return { token: String(record?.access_token ?? ""), leftMs: (Number(record?.expires_at) || Infinity) - Date.now(), health: record?.["health"] };
  };
  let stored = await read();
  if (!stored.token) throw failure("session_unknown", "this session is over.", "Sign in again.", { name: "MastodonIllegalArgumentError", op: "token" });
  if (stored.leftMs < marginMs) {
    const { health } = await check(sessions, id, options);
    stored = await read();
    if (health === "server_down" && stored.leftMs < 0) {
      throw failure("server_down", "the server does not answer, and the token has run out.", "Try again later.", { name: "MastodonServerError", op: "token" });
    }
  }
  if (!stored.token || stored.leftMs < 0 || stored.health === "revoked" || sessions.verdicts.get(stored.token)?.health === "revoked") {
    throw failure("session_expired", "the server does not accept this session any more.", "Sign in again.", { name: "MastodonUnauthorizedError", op: "token" });
  }
  return stored.token;
}
