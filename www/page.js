// @ts-check
// The page's beginning. What must happen before anything is drawn happens here: the server's answer leaves the address,
// and the right view is shown. The rest, the library with it, is loaded after that.

import { takeAnswer } from "./arrival.js";
import { cannotStart } from "./failure.js";
import { hasLogin, newcomer } from "./shelf.js";
import { followLinks, show } from "./view.js";

const answer = takeAnswer();
show(answer ? "waiting" : newcomer() ? "confirm" : hasLogin() ? "home" : "door");
followLinks();

import("./visit.js").then(({ visit }) => visit(answer)).catch((error) => {
  show("door");
  cannotStart(error);
});
