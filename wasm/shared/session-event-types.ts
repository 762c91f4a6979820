// The messages between the tabs of a site.

import type { Health, RatelimitWaiting } from "./types.gen.js";

/** What tabs tell each other: that the stored sessions changed, or an event of a session, by its id. */
export type TabMessage = { sessions: true } | { id: string; expired: { health: Health; description?: string } } | { id: string; ratelimit: RatelimitWaiting };
