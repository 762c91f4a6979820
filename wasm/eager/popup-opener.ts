// Opens the popup in the click handler, before any await: browsers block a popup that is opened later.

import type { Departure, SignInOutcome } from "../shared/sign-in-types.js";
import { type LazyCode, withModule } from "./module-instance.js";

/** Opens the popup if display is "popup", loads the lazy code, and calls use with both. */
export async function withPopup<Session>(
  options: Departure | undefined, use: (lazy: LazyCode, popup: Window | undefined) => Promise<SignInOutcome<Session>>,
): Promise<SignInOutcome<Session>> {
  const popup = options?.display === "popup" ? openPopup() : undefined;
  return withModule((lazy) => use(lazy, popup), options, popup).then((outcome) => outcome ?? { status: "closed" });
}

/** Opens an empty popup, centred over this window; undefined if the browser blocks it. */
function openPopup(): Window | undefined {
  try {
    const popup = open("", "_blank", `popup,width=520,height=720,left=${screenX + outerWidth / 2 - 260},top=${screenY + outerHeight / 2 - 360}`);
    return popup?.closed === false ? popup : undefined;
  } catch {
    return undefined; // Firefox throws in a sandboxed frame
  }
}
