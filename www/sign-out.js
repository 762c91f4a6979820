// The two ways to sign out: revoke the token at the server, or only forget it in this browser.

import { whileBusy } from "./busy-button.js";
import { clear, element, link } from "./dom.js";
import { announce } from "./views.js";

export function offerSignOut(session) {
  const { host } = new URL(session.server);
  offer("log-out", () => session.signOut(), "You are logged out in this browser.",
    `${host} did not confirm that it ended the token, so the token may still work. To be sure, end it under`);
  offer("forget", () => session.forget(), "Removed from this browser.",
    "The token still works for whoever has it. You can end it at any time under");

  function offer(id, end, what, more) {
    const [button, problem] = [element(id), element("log-out-problem")];
    button.onclick = () => whileBusy(button, async () => {
      clear(problem);
      const { confirmed, inUse, authorizedAppsUrl } = await end();
      if (confirmed) announce("You are logged out.", `${host} confirmed that the token no longer works.`);
      else if (inUse) announce(what, "Another login in this browser has the same token, so it was not ended. You can end both under", " ",
        link(authorizedAppsUrl, `the apps you let in at ${host}`), ".");
      else announce(what, `${more} `, link(authorizedAppsUrl, `the apps you let in at ${host}`), ".");
    }, problem);
  }
}
