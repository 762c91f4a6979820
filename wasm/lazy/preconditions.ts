// What a call needs: options that can be read, and for a sign-in or a sign-up a browser.

import { isOpen, optionHint } from "../../jsbind/host.js";
import { failure } from "../shared/failure.js";

/** Throws for an object whose options Object.keys does not show, such as a FormData: it would be read as one without options. */
export function checkPlain(op: string, options: object): void {
  if (isOpen(options)) return;
  throw failure("option_invalid", "options: must be an object.", "A form is not one: take its values out first.", { name: "MastodonIllegalArgumentError", op });
}

/** Throws for an option that is none of the names, which are separated by spaces. */
export function checkNames(op: string, options: object | undefined, names: string): void {
  if (options === undefined) return;
  checkPlain(op, options);
  const unknown = Object.keys(options).find((name) => !names.split(" ").includes(name));
  if (unknown === undefined) return;
  const hint = optionHint(unknown, names) || `The options are ${names.replaceAll(" ", ", ")}.`;
  throw failure("option_unknown", `${unknown}: there is no such option.`, hint, { name: "MastodonIllegalArgumentError", op });
}

export function checkBrowser(op: string): void {
  if (typeof window !== "undefined") return;
  throw failure("browser_missing", "this works in a browser only, and this is not one.", "Call it in the page.", { name: "MastodonIllegalArgumentError", op });
}
