// What the tag says where the server refuses the current session.

import type { AuthEvents } from "../eager/session-events.js";
import { make } from "./dom.js";
import type { Notice } from "./notice.js";

/** Says why the session cannot be used. If the access has ended, a button signs in again. */
export function tellExpiry({ health, description, page }: AuthEvents["expired"], notice: Notice, signInAgain: () => void): void {
  if (health !== "revoked") return void notice.barred(health, page, description);
  void notice.code("not_logged_in", (words) => {
    const again = make("button", { part: "link", type: "button" }, words.signIn);
    again.addEventListener("click", signInAgain);
    return [make("p", {}, again)];
  });
}
