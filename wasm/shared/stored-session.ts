// The sessions as they are read from storage.

import type { Session } from "./types.gen.js";

/** A stored session, with the token that speaks for it. */
export interface StoredSession {
  data: Session;
  token: string;
}

export interface StoredSessions {
  current: string;
  sessions: StoredSession[];
}
