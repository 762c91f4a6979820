// The messages that the tabs of a site send each other.

import type { Health, RatelimitWaiting } from "./types.gen.js";

/** A message between tabs: the stored sessions have changed, or an event of the session with this id. */
export type TabMessage = { sessions: true } | { id: string; expired: { health: Health; description?: string; page?: string } } | { id: string; ratelimit: RatelimitWaiting };
