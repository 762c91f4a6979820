// A pending sign-up in the tag: what the new account waits for, and what to do. The tag asks the server now and then.

import type { Auth, AuthStatus } from "../eager/auth.js";
import { messageOf, texts } from "../messages/user-message.js";
import type { Newcomer } from "../shared/types.gen.js";
import { hostOf, phrase } from "./dom.js";
import type { Notice } from "./notice.js";

/** Follows a pending sign-up until the person is let in or it has ended. Another status stays as it is. */
export async function followSignUp(auth: Auth, status: AuthStatus, notice: Notice, run: AbortSignal): Promise<AuthStatus> {
  while (status.status === "unconfirmed" && !run.aborted) {
    const { newcomer } = status;
    const remove = await notice.status((_, lang) => waitingFor(newcomer, lang), true);
    status = await auth.confirm({ wait: true, signal: run });
    remove();
  }
  return status;
}

async function waitingFor({ server, health, corrected }: Newcomer, lang: string): Promise<(Node | string)[]> {
  const words = (await texts(lang)).signUp.waiting;
  if (health === "pending") return [...phrase(words.pending, hostOf(server)), " ", words.look];
  if (health !== "unconfirmed") return [await messageOf({ code: health === "server_down" ? health : "forbidden", health }, lang), " ", words.look];
  const more = [...(corrected ? [words.corrected] : []), words.look, words.elsewhere];
  return [...phrase(words.letter, hostOf(server)), ...more.flatMap((sentence) => [" ", sentence])];
}
