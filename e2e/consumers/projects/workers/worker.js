import * as mastoauth from "./node_modules/mastoauth/dist/index.js";
import { listen } from "./log-in.js";

listen(mastoauth);
