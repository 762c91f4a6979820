// What a page writes on the tag and hears from it, for editors and for the templates of frameworks.

import type { Auth } from "../eager/auth.js";
import type { AuthSession } from "../eager/auth-session.js";

/** The attributes of the tag, beside those of every element. */
export interface MastodonLoginAttributes {
  /** What people see when they are asked to let the app in. Default: the name of the host. */
  "client-name"?: string;
  /** What to ask for, separated by spaces. Default: read. */
  "scopes"?: string;
  /** The page that people come back to, which has the tag too. Default: the one that they leave. */
  "redirect-uri"?: string;
  /** The app's own page. */
  "website"?: string;
  /** The only server that people can sign in with. */
  "server"?: string;
  /** Servers to suggest, separated by commas. */
  "suggestions"?: string;
  /** Where the server's page is shown. Default: redirect. */
  "display"?: "redirect" | "popup";
  /** The language, by its ISO 639 code. Default: that of the page around it. */
  "lang"?: string;
}

/** Detail of the event signed-in: whose session is in use now. */
export interface SignedInDetail {
  session: AuthSession;
  /** Whether the session was there already: kept from an earlier visit, or of another account that was chosen. */
  restored: boolean;
}

/** The events of the tag. They do not bubble. */
export interface MastodonLoginEvents {
  "signed-in": CustomEvent<SignedInDetail>;
  "signed-out": CustomEvent<{ session: AuthSession }>;
  "error": CustomEvent<{ error: unknown }>;
}

type Written<OfEveryElement, Own> = Omit<OfEveryElement, keyof Own> & Own;

/** What JSX and Svelte's templates can write on the tag: to that of every element, which the framework knows, comes the tag's own. */
export type MastodonLoginProps<OfEveryElement = unknown> = Written<OfEveryElement, MastodonLoginAttributes & { auth?: Auth } & {
  [Type in keyof MastodonLoginEvents as `on${Type}`]?: (event: MastodonLoginEvents[Type]) => void;
}>;

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

/** The same for Vue's templates, which are checked by the names clientName and onSignedIn, however they are written. */
export type MastodonLoginVueProps<OfEveryElement = unknown> = Written<OfEveryElement, {
  [Name in keyof MastodonLoginAttributes as Camel<Name>]?: MastodonLoginAttributes[Name];
} & { auth?: Auth } & {
  [Type in keyof MastodonLoginEvents as `on${Capitalize<Camel<Type>>}`]?: (event: MastodonLoginEvents[Type]) => void;
}>;
