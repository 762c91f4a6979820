import * as mastoauth from "./node_modules/mastoauth/dist/service-worker.js";
import { listen } from "./log-in.js";

addEventListener("activate", (event) => event.waitUntil(clients.claim()));
listen(mastoauth);
