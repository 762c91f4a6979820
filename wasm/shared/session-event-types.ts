// The messages that the tabs of a site send each other.

import type { Health, RatelimitWaiting } from "./types.gen.js";

/** A sign-in of a session that existed before. The name is the same for all createAuth of a page. */
export interface SignInAgain {
  id: string;
  name: number;
}

/** A server's word on a session, by its token. at is when it came. */
export interface Verdict {
  health: Health;
  at: number;
}

/**
 * A message between tabs: the stored sessions have changed, or an event of the session with this id. An expired with the health good
 * is no event: the server takes the session again.
 */
export type TabMessage = { sessions: true; again?: SignInAgain | false | undefined } | { id: string; expired: { health: Health; description?: string; page?: string } } | { id: string; ratelimit: RatelimitWaiting };

/** A message as it comes in. Another version or another program may have sent anything, and members of other types. */
export interface ReceivedMessage {
  sessions?: true;
  again?: SignInAgain | false | undefined;
  id?: string;
  expired?: { health: string };
  ratelimit?: RatelimitWaiting;
}
