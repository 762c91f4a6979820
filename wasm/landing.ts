// The completion of a login whose answer is in the address.

import type { Logins } from "./logins.js";
import { handOver } from "./popup.js";
import type { SignIn } from "./types.gen.js";

/** Completes the login; undefined if somebody else does, or if it was completed and is over. */
export async function land(logins: Logins, url: string, state: string, inPopup: boolean): Promise<SignIn | undefined> {
  if (inPopup && (await handOver(state, url))) return undefined;
  try {
    return await logins.step("completeSignIn", { url, ...logins.host });
  } catch (error) {
    if ((error as { code?: unknown }).code === "state_used") return undefined;
    throw error;
  }
}
