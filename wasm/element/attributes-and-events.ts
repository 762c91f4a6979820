// The types of the tag's attributes and events, for editors and for the templates of frameworks.

import type { Auth } from "../eager/auth.js";
import type { AuthSession } from "../eager/auth-session.js";

/** The tag's own attributes. */
export interface MastodonLoginAttributes {
  /** The app's name, which the server shows when it asks people to authorize the app. Default: the page's host name. */
  "client-name"?: string;
  /** The scopes to ask for, separated by spaces. Default: read. */
  "scopes"?: string;
  /** The page that the server redirects back to. It must have the tag too. Default: the current page. */
  "redirect-uri"?: string;
  /** The app's home page. */
  "website"?: string;
  /** The only server that people can sign in to. */
  "server"?: string;
  /** Servers to suggest, separated by commas. */
  "suggestions"?: string;
  /** Where to show the server's page. Default: redirect. */
  "display"?: "redirect" | "popup";
  /** The language, as an ISO 639 code. Default: that of the surrounding page. */
  "lang"?: string;
}

/** Detail of the event signed-in: the session that is now current. */
export interface SignedInDetail {
  session: AuthSession;
  /** Whether the session existed before: it was stored on an earlier visit, or the person switched accounts. */
  restored: boolean;
}

/** Detail of the event changed: who is signed in now. */
export interface ChangedDetail {
  /** The current session, or undefined if nobody is signed in. */
  current: AuthSession | undefined;
  /** The session that was current before. If both are there and differ, the person has switched accounts. */
  previous: AuthSession | undefined;
  /** All sessions, newest first. */
  sessions: readonly AuthSession[];
}

/** The events of the tag. They do not bubble. */
export interface MastodonLoginEvents {
  /** A session has become the current one. A listener that is added while it is current is told so too. */
  "signed-in": CustomEvent<SignedInDetail>;
  /** A session has ended, in this tab or another one. */
  "signed-out": CustomEvent<{ session: AuthSession }>;
  /** It is known who is signed in, also if nobody is; or that has changed. A listener that is added later is told how it is now. */
  "changed": CustomEvent<ChangedDetail>;
  /** Something has failed. A listener that is added later is told an error of the page's load, until the next sign-in begins. */
  "error": CustomEvent<{ error: unknown }>;
}

type Written<OfEveryElement, Own> = Omit<OfEveryElement, keyof Own> & Own;

/** The props of the tag in JSX and Svelte: the tag's own, and those that the framework has for every element. */
export type MastodonLoginProps<OfEveryElement = unknown> = Written<OfEveryElement, MastodonLoginAttributes & { auth?: Auth } & {
  [Type in keyof MastodonLoginEvents as `on${Type}`]?: (event: MastodonLoginEvents[Type]) => void;
}>;

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

/** The same for Vue. Its type checker uses camel case (clientName, onSignedIn), however the template writes the name. */
export type MastodonLoginVueProps<OfEveryElement = unknown> = Written<OfEveryElement, {
  [Name in keyof MastodonLoginAttributes as Camel<Name>]?: MastodonLoginAttributes[Name];
} & { auth?: Auth } & {
  [Type in keyof MastodonLoginEvents as `on${Capitalize<Camel<Type>>}`]?: (event: MastodonLoginEvents[Type]) => void;
}>;
