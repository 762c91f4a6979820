// The page's createAuth. Its sessions are the person's accounts.

import { createAuth } from "./lib/index.js";

// A rate limit throws at once: otherwise, a button could be busy for a quarter of an hour without an explanation.
export const auth = createAuth({ clientName: "mastoauth", scopes: ["read", "write"], ratelimitMethod: "throw" });
