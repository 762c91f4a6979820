// @ts-check
// The ways out: ending the token at the server, or only forgetting it here.

import { element, link, make } from "./element.js";
import { clear, hasCode, report } from "./problem.js";
import { during } from "./progress.js";
import { LOGIN, forget } from "./shelf.js";
import { hideStrings } from "./strings.js";
import { enter } from "./view.js";

const notice = element("door-notice", HTMLDivElement);
const problem = element("log-out-problem", HTMLDivElement);

/**
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {string} base the server's address
 */
export function offerLeaving(mastodon, base) {
  const server = new URL(base).host;
  const apps = () => link(`${base}/oauth/authorized_applications`, `the apps you let in at ${server}`);
  const logOut = element("log-out", HTMLButtonElement);
  logOut.addEventListener("click", () => during(logOut, async () => {
    clear(problem);
    try {
      const { confirmed } = await mastodon.revokeAccessToken();
      leave(...(confirmed
        ? [make("strong", {}, "You are logged out. "), `${server} confirmed that the token no longer works.`]
        : [make("strong", {}, "You are logged out in this browser. "),
          `${server} did not confirm that it ended the token, so the token may still work. To be sure, end it under `, apps(), "."]));
    } catch (error) {
      if (!hasCode(error, "not_logged_in")) return report(problem, error);
      leave(make("strong", {}, "You were logged out already.")); // in another tab
    }
  }));
  element("forget", HTMLButtonElement).addEventListener("click", () => {
    forget(LOGIN);
    leave(make("strong", {}, "Forgotten in this browser. "),
      "The token still works for whoever has it. You can end it at any time under ", apps(), ".");
  });
}

/** @param {...(Node | string)} words */
function leave(...words) {
  hideStrings();
  clear(element("files", HTMLDivElement)); // its buttons hold them too
  clear(element("page-problem", HTMLDivElement));
  enter("door");
  notice.replaceChildren(make("p", {}, ...words));
}
