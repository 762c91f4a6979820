// The page's sign-in. All of the accounts that the person has here are its sessions.

import { createAuth } from "./lib/index.js";

// A rate limit is told at once: a person would rather know than watch a button for a quarter of an hour.
export const auth = createAuth({ clientName: "mastoauth", scopes: ["read", "write"], ratelimitMethod: "throw" });
