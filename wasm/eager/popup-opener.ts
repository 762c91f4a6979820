// Opens the popup within the click, before anything is waited for: browsers block it later.

import type { Departure, SignInOutcome } from "../shared/sign-in-types.js";
import { type LazyCode, withModule } from "./module-instance.js";

/** Opens the window if there is to be one, and goes on with what is loaded later. */
export async function withPopup<Session>(
  options: Departure, use: (lazy: LazyCode, popup: Window | undefined) => Promise<SignInOutcome<Session>>,
): Promise<SignInOutcome<Session>> {
  const popup = options.display === "popup" && globalThis.window ? openPopup() : undefined;
  return (await withModule((lazy) => use(lazy, popup), options.signal, popup)) ?? { status: "closed" };
}

/** An empty window in the middle of this one; none if the browser does not let us. */
function openPopup(): Window | undefined {
  const place = `left=${screenX + outerWidth / 2 - 260},top=${screenY + outerHeight / 2 - 360}`;
  const popup = open("", "_blank", `popup,width=520,height=720,${place}`);
  return popup?.closed === false ? popup : undefined;
}
