// What a call needs: options that can be read, and for a sign-in or a sign-up a browser.

import { hasPage, isOpen, optionHint } from "../../jsbind/host.js";
import { checkValues } from "../module/option-values.js";
import { failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";

/** Throws for an object whose options Object.keys does not show, such as a FormData: it would be read as one without options. */
export function checkPlain(op: string, options: object): void {
  if (isOpen(options)) return checkValues(op, options);
  throw failure("option_invalid", "options: must be an object.", "A form is not one: take its values out first.", { name: "MastodonIllegalArgumentError", op });
}

/** Throws for an option that is none of the names, which are separated by spaces. */
export function checkNames(op: string, options: object | undefined, names: string): void {
  if (options === undefined) return;
  checkPlain(op, options);
  const unknown = Object.keys(options).find((name) => !names.split(" ").includes(name));
  if (unknown === undefined) return;
  throw failure("option_unknown", `${unknown}: there is no such option.`, optionHint(unknown, names), { name: "MastodonIllegalArgumentError", op });
}

/** Throws for options of createAuth that cannot be used. named is the name of the app that the call itself gives. */
export function checkAuth(op: string, { options }: SessionRegistry, named?: string): void {
  checkValues(op, options);
  if (named || options.clientName) return;
  throw failure("client_name_invalid", "clientName: the app needs a name, which the server shows to people.", 'Call createAuth({ clientName: "My page" }).', { name: "MastodonIllegalArgumentError", op });
}

/** What to call where there is no page. */
const inPrograms: Readonly<Record<string, string>> = {
  signIn: "A program logs in with createApp, authRequestUrl and logIn: see docs/bots.md. Or give the option launch.",
  signUp: "A program signs up with createApp and createAccount.",
};

export function checkBrowser(op: "signIn" | "signUp"): void {
  if (typeof window !== "undefined") return;
  const hint = hasPage() ? "Call it in the page." : inPrograms[op] ?? "";
  throw failure("browser_missing", "this works in a browser only, and this is not one.", hint, { name: "MastodonIllegalArgumentError", op });
}
