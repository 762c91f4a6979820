// The types of the sessions as they are read from storage.

import type { Session } from "./types.gen.js";

/** A stored session, with its access token. */
export interface StoredSession {
  data: Session;
  token: string;
  /** "revoked" if the server has refused the token, otherwise empty. */
  health: string;
}

export interface StoredSessions {
  current: string;
  sessions: StoredSession[];
}
