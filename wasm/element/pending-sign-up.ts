// A pending sign-up in the tag: what the new account waits for, and what to do. The tag asks the server now and then.

import type { Auth, AuthStatus } from "../eager/auth.js";
import type { SignUpWords } from "../messages/sign-up/en.js";
import type { Told } from "../messages/user-message.js";
import type { Newcomer } from "../shared/types.gen.js";
import { hostOf, phrase } from "./dom.js";
import type { Notice } from "./notice.js";

/** Follows a pending sign-up until the person is let in or it has ended. Another status stays as it is. */
export async function followSignUp(auth: Auth, status: AuthStatus, words: SignUpWords, notice: Notice, message: (about: Told) => Promise<string>, run: AbortSignal): Promise<AuthStatus> {
  while (status.status === "unconfirmed" && !run.aborted) {
    const remove = notice.status(...await waitingFor(status.newcomer, words.waiting, message));
    status = await auth.confirm({ wait: true, signal: run });
    remove();
  }
  return status;
}

async function waitingFor({ server, health, corrected }: Newcomer, words: SignUpWords["waiting"], message: (about: Told) => Promise<string>): Promise<(Node | string)[]> {
  if (health === "pending") return [...phrase(words.pending, hostOf(server)), " ", words.look];
  if (health !== "unconfirmed") return [await message({ code: health === "server_down" ? health : "forbidden", health }), " ", words.look];
  const more = [...(corrected ? [words.corrected] : []), words.look, words.elsewhere];
  return [...phrase(words.letter, hostOf(server)), ...more.flatMap((sentence) => [" ", sentence])];
}
