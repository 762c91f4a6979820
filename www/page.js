// The page's beginning. What must happen before anything is drawn happens here: a server's answer leaves the address, and the
// right view is shown. The rest is loaded after that.

import { auth } from "./auth.js";
import { takeCallback } from "./callback.js";
import { showStartupError } from "./startup-error.js";
import { followLinks, show } from "./views.js";

const found = auth.init();
const callback = takeCallback();
show("");
followLinks();

// Where no server has to be asked, it is known by the next task.
const settled = await Promise.race([found, new Promise((resolve) => setTimeout(resolve))]);
show(!settled ? "waiting" : auth.current ? "account" : "signed-out");

import("./main.js").then(({ start }) => start(found, callback)).catch((error) => {
  show("signed-out");
  showStartupError(error);
});
