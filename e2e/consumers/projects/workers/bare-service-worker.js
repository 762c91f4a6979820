// The same with the package's main file, which imports its other files when they are needed.

import * as mastoauth from "./node_modules/mastoauth/dist/index.js";
import { listen } from "./log-in.js";

listen(mastoauth);
