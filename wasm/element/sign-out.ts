// The sign-out of the tag: what it says while the server is asked, and afterwards.

import type { AuthSession } from "../eager/auth-session.js";
import type { Tag } from "../messages/en.js";
import type { SignOutOutcome } from "../shared/types.gen.js";
import { hostOf, make, phrase, webAddress } from "./dom.js";
import type { Notice } from "./notice.js";

/** Ends the session, and says how that went. another says whether another account is in use then. */
export async function signOut(session: AuthSession, another: () => boolean, notice: Notice): Promise<void> {
  void notice.status(({ wait }) => [wait]);
  const outcome = await session.signOut();
  const { confirmed, authorizedAppsUrl } = outcome;
  const told = another() ? ofOne : ofAll;
  const page = webAddress(authorizedAppsUrl);
  void notice.status((words) => {
    const link = page && !confirmed ? [" ", make("a", { href: page, target: "_blank", rel: "noreferrer" }, words.apps)] : [];
    return [...told(words, session, outcome), ...link];
  });
}

function ofAll(words: Tag, { server }: AuthSession, { confirmed, inUse }: SignOutOutcome): (Node | string)[] {
  return confirmed ? [words.signedOut] : phrase(inUse ? words.inUse : words.unconfirmed, hostOf(server));
}

/** Names the account, since another one stands beside the notice. */
function ofOne(words: Tag, { server, account }: AuthSession, { confirmed, inUse }: SignOutOutcome): (Node | string)[] {
  const left = phrase(words.otherSignedOut, `@${account.handle}`);
  return confirmed ? left : [...left, " ", ...phrase(inUse ? words.otherInUse : words.otherUnconfirmed, hostOf(server))];
}
