// The list of accounts: the sessions, one of which is current, and the account of a pending sign-up.

import { auth } from "./auth.js";
import { whileBusy } from "./busy-button.js";
import { showConfirmation } from "./confirmation.js";
import { element, handleParts, make, makeButton } from "./dom.js";
import { avatarOf } from "./profile.js";

const list = element("account-list");

export function showAccountList(current) {
  const focused = list.contains(document.activeElement);
  list.replaceChildren(...[...auth.sessions()].sort((a, b) => a.id.localeCompare(b.id)).map(({ id, account }) => {
    const button = makeButton("", () => whileBusy(button, () => auth.use(id), element("page-problem")), "chip");
    button.append(avatarOf(account), make("bdi", { dir: "ltr" }, ...handleParts(account.handle)));
    if (id === current.id) button.ariaCurrent = "true";
    return make("li", {}, button);
  }));
  if (focused) list.querySelector("[aria-current]").focus();
  showNewcomer().catch(() => {}); // the confirmation view reports errors
}

/** Adds an account that was created here and is not confirmed yet. */
async function showNewcomer() {
  const status = await auth.confirm();
  if (status.status !== "unconfirmed" || list.querySelector(".newcomer")) return;
  const button = makeButton("", () => showConfirmation(status), "chip newcomer");
  button.append(make("bdi", { dir: "ltr" }, ...handleParts(status.newcomer.handle)), make("span", { class: "hint" }, "not confirmed yet"));
  list.append(make("li", {}, button));
}
