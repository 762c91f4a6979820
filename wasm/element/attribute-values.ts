// What the attributes of the tag say.

import type { AuthOptions } from "../shared/auth-options.js";

/** The options of createAuth. */
export function authOptionsOf(tag: HTMLElement): AuthOptions {
  const given = (name: string): string | undefined => tag.getAttribute(name)?.trim() || undefined;
  const scopes = given("scopes")?.split(/[\s,]+/);
  const [redirectUri, website] = [given("redirect-uri"), given("website")];
  return {
    clientName: given("client-name") ?? location.hostname,
    ...(scopes && { scopes }),
    ...(redirectUri && { redirectUri: new URL(redirectUri, document.baseURI).href }),
    ...(website && { website }),
  };
}

/** The only server that people can sign in with, or "". */
export function serverOf(tag: HTMLElement): string {
  return tag.getAttribute("server")?.trim() ?? "";
}

/** The servers for the list below the field. */
export function suggestionsOf(tag: HTMLElement): string[] {
  return (tag.getAttribute("suggestions") ?? "").split(/[\s,]+/).filter(Boolean);
}
