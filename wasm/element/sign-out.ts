// The sign-out of the tag: what it says while the server is asked, and afterwards.

import type { AuthSession } from "../eager/auth-session.js";
import { hostOf, make, phrase, webAddress } from "./dom.js";
import type { Notice } from "./notice.js";

export async function signOut(session: AuthSession, notice: Notice): Promise<void> {
  void notice.status(({ wait }) => [wait]);
  const { confirmed, inUse, authorizedAppsUrl } = await session.signOut();
  const page = webAddress(authorizedAppsUrl);
  void notice.status((words) => {
    if (confirmed) return [words.signedOut];
    const link = page ? [" ", make("a", { href: page, target: "_blank", rel: "noreferrer" }, words.apps)] : [];
    return [...phrase(inUse ? words.inUse : words.unconfirmed, hostOf(session.server)), ...link];
  });
}
