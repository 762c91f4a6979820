import { createAuth } from "mastoauth";

export const auth = createAuth({ clientName: "My app", scopes: ["read"] });
