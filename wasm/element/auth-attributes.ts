// The options of createAuth, from the attributes of the tag.

import type { AuthOptions } from "../shared/auth-options.js";

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
