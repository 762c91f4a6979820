// The options of a call. A text may stand in their place, as in Mastodon.py, where it can mean only one of them.

import { failure } from "../shared/failure.js";
import type { ExportName } from "../shared/types.gen.js";
import { checkValues } from "./option-values.js";

/** The option that a text alone means. */
const textOptions = {
  emailResendConfirmation: "email", findServer: "server", handleCallback: "url", request: "path", setLanguage: "lang", statusPost: "status",
  toot: "status", verifyMinimumVersion: "version",
} as const satisfies Partial<Record<ExportName, string>>;

/** How functions are called for which a text could mean several options. */
const examples: Partial<Record<ExportName, string>> = {
  authRequestUrl: '{ scopes: "read" }',
  clientCredentialsToken: '{ scopes: "read" }',
  createAccount: '{ username: "…", password: "…", email: "…", agreement: true }',
  createAccountDetailed: '{ username: "…", password: "…", email: "…", agreement: true }',
  createApp: '{ clientName: "My page", apiBaseUrl: "mastodon.social" }',
  logIn: '{ code: "…" }',
  readSecretFile: '{ clientFile: "…" }',
};

/** Returns the arguments of a call with its options as one object: "howdy" becomes `{ status: "howdy" }`, with those that follow it. */
export function givenOptions(name: ExportName, args: readonly unknown[]): unknown[] {
  for (const options of args) checkValues(name, options);
  const at = args.findIndex((argument) => typeof argument === "string");
  const most = typeof args[0] === "number" || name === "open" ? 2 : 1; // a method's first argument is its client's handle
  if (args.length > (at < 0 ? most : most + 1)) throw invalid(name, "options: there are too many arguments.", "Give all options in one object.");
  if (at < 0) return [...args];
  const [text, more] = args.slice(at);
  if (!Object.hasOwn(textOptions, name)) throw invalid(name, "options: a text is not enough.", `Call ${name}(${examples[name] ?? ""}).`);
  const option = textOptions[name as keyof typeof textOptions];
  if (more !== undefined && (Object(more) !== more || option in (more as object))) {
    throw invalid(name, "options: what follows the text is an object of the other options.", `Call ${name}({ ${option}: "…" }) with all of them.`);
  }
  return [...args.slice(0, at), { ...more as object, [option]: text }];
}

function invalid(op: string, message: string, hint: string) {
  return failure("option_invalid", message, hint, { name: "MastodonIllegalArgumentError", op });
}
