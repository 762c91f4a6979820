// The page's entry point. It does what must happen before the first paint: it removes a callback from the URL, and shows the right
// view. Then it loads the rest.

import { auth } from "./auth.js";
import { takeCallback } from "./callback.js";
import { showStartupError } from "./startup-error.js";
import { addViews, followLinks, show } from "./views.js";

const views = addViews("sign-up.html");
const found = auth.init();
const callback = takeCallback();
show("");
followLinks();

// If no request is needed, the result is there in the next task.
const settled = await Promise.race([found, new Promise((resolve) => setTimeout(resolve))]);
show(!settled ? "waiting" : auth.current ? "account" : "signed-out");

views.then(() => import("./main.js")).then(({ start }) => start(found, callback)).catch((error) => {
  show("signed-out");
  showStartupError(error);
});
