// A sign-in, by redirect or in a popup: from the options to the redirect or, in a popup, to the session.

import type { MastodonError } from "../shared/errors.js";
import { failure, type Failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { Departure, Remember, SignInOutcome, SignInTarget } from "../shared/sign-in-types.js";
import type { CallOptions, MastodonErrorCode, Session, SignInStart } from "../shared/types.gen.js";
import { forgetCallback, forgetDeparture, markDeparture } from "./callback-completion.js";
import { checkFrame } from "./frame.js";
import { finishLaunched } from "./launched-sign-in.js";
import { closePopup } from "./popup-control.js";
import { aborted, cancelled } from "./popup-response.js";
import { finishInPopup } from "./popup-sign-in.js";
import { checkAuth, checkBrowser, checkNames, checkPlain } from "./preconditions.js";
import { checkRemember, currentRemember, withRemember } from "./session-memory.js";
import { portsOf } from "./session-ports.js";
import { readStored } from "./stored-records.js";

/** Begins a sign-in and, in a popup, completes it. */
export function signIn<Own extends Session>(
  sessions: SessionRegistry<Own>, target: SignInTarget, options: Departure = {}, popup?: Window,
): Promise<SignInOutcome<Own>> {
  return closingOnError(popup, beginSignIn(sessions, target, options, popup));
}

/** Asks for the missing scopes. The status is "signed-in" if all scopes are granted. */
export function ensureScopes<Own extends Session>(
  sessions: SessionRegistry<Own>, session: Own | undefined, needed: string | readonly string[], options: Departure = {}, popup?: Window,
): Promise<SignInOutcome<Own>> {
  return closingOnError(popup, askForScopes(sessions, session, needed, options, popup));
}

/** Closes the popup if the work fails. */
async function closingOnError<Result>(popup: Window | undefined, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (popup) closePopup(popup);
    throw error;
  }
}

async function beginSignIn<Own extends Session>(
  sessions: SessionRegistry<Own>, target: SignInTarget, options: Departure, popup: Window | undefined,
): Promise<SignInOutcome<Own>> {
  checkOptions(options);
  checkAuth("signIn", sessions, options.clientName);
  const { clientName, website, scopes, requestTimeoutMs, lang, redirectUri = globalThis.location && location.origin + location.pathname } = sessions.options;
  const { display, state = "", returnTo = globalThis.location?.href, remember, signal, launch, ...asked } = options;
  if (!launch) {
    checkOrigin(redirectUri);
    checkFrame(popup, display);
  }
  forgetCallback(); // of an earlier sign-in that failed: this one replaces it
  try {
    const back = popup || launch ? undefined : addressOnThisSite(returnTo);
    const begun = await sessions.abortable("signIn", signal, async (signal) => (await withRemember(sessions, "signIn", pendingRemember(popup ?? launch, remember), (host) => sessions.call("beginSignIn", {
      clientName, website, scopes, lang, ...withoutUndefined(asked), ...target, redirectUri, requestTimeoutMs, state, ...host, returnTo: back, popup: !!popup, signal,
      remember: remember?.toString(),
    }))).result, popup);
    if (!begun || popup?.closed) return { status: "closed" };
    if (launch) return await finishLaunched(sessions, { ...options, launch }, begun);
    if (!popup) return await redirect(begun, signal);
    return await finishInPopup(sessions, popup, begun, state, signal);
  } catch (error) {
    if ((error as MastodonError).code === "access_denied") return { status: "denied", error: error as MastodonError };
    throw error;
  }
}

/**
 * How the pending login is kept. This page stays while another window is open, so if the session need not be stored, that need not either. A
 * page that leaves needs it.
 */
function pendingRemember(apart: unknown, remember: Remember | undefined): Remember | undefined {
  return apart && remember !== undefined && remember !== true ? "if-possible" : undefined;
}

/** Switches to another session. */
export async function use<Own extends Session>(sessions: SessionRegistry<Own>, id: string, options: CallOptions = {}): Promise<Own | undefined> {
  checkPlain("useSession", options);
  await sessions.call("useSession", { ...options, id, ...portsOf(sessions) });
  await sessions.changed();
  return sessions.find(id);
}

async function askForScopes<Own extends Session>(
  sessions: SessionRegistry<Own>, session: Own | undefined, needed: string | readonly string[], options: Departure, popup: Window | undefined,
): Promise<SignInOutcome<Own>> {
  checkNames("signIn", options, names);
  if (!session) throw refusal("session_unknown", "this session is over.", "Sign in again.");
  const { id, server, scopes: granted } = session;
  const missing = await sessions.call("missingScopes", { granted, needed, signal: options.signal });
  if (missing.length === 0) {
    popup?.close();
    return { status: "signed-in", session, state: options.state ?? "" };
  }
  const target = { server, scopes: [...granted, ...missing], session: id };
  // With the app's name that the person authorized before.
  const { client_name: clientName = sessions.options.clientName } = { ...await readStored(sessions, `mastoauth:session:${id}`) };
  const remember = currentRemember(sessions, id);
  return beginSignIn(sessions, target, { clientName: String(clientName), ...(remember !== undefined && { remember }), ...options }, popup);
}

/** Removes undefined options, so that those of createAuth apply. */
function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

function addressOnThisSite(returnTo: string): string {
  const url = URL.canParse(returnTo, location.href) && new URL(returnTo, location.href);
  if (url && url.origin === location.origin) return withoutAnswers(url);
  throw refusal("option_invalid", "returnTo: must be an address on this site.", "Leave it out to come back to this page.");
}

/**
 * The address without the answer of another login that still stands in it. Coming back to it, another program would take that answer for
 * a new one. A code alone may be anything, such as that of a country.
 */
function withoutAnswers({ origin, pathname, search, hash }: URL): string {
  const kept = [search, hash].map((part) => {
    // The route of a single-page app has a query of its own: #/callback?code=…
    const [, route = "", sign = "", query = ""] = /^(#[^?&=]*(?=\?))?([?#]?)(.*)$/s.exec(part) ?? [];
    const pairs = query.split("&").map((pair) => [pair, new URLSearchParams(pair).keys().next().value ?? ""] as const);
    const has = (names: RegExp): boolean => pairs.some(([, name]) => names.test(name));
    if (!has(/^(access_token|id_token|oauth_verifier)$/) && !(has(/^(code|error)$/) && has(/^(state|iss|session_state)$/))) return part;
    const others = pairs.flatMap(([pair, name]) => (/^(code|state|iss|session_state|scope|((access_|id_)?token(_type)?)|oauth_(token|verifier)|expires_in|error(_\w+)?)$/.test(name) ? [] : pair));
    return route + (others[0] ? `${sign}${others.join("&")}` : "");
  });
  return origin + pathname + kept.join("");
}

const names = "clientName website scopes remember display forceLogin lang state returnTo launch signal";

function checkOptions(options: Departure): void {
  checkNames("signIn", options, names);
  if (options.remember !== undefined) checkRemember("signIn", options.remember);
  if (!["redirect", "popup", undefined].includes(options.display)) throw refusal("option_invalid", "display: must be redirect or popup.", "Leave it out for a redirect.");
  if (options.launch === undefined) return checkBrowser("signIn");
  if (typeof options.launch !== "function") throw refusal("option_invalid", "launch: must be a function.", "It shows the server's page, and resolves to the address that the server redirects to.");
}

/** The pending login is stored for this origin: a page of another origin would not find it. */
function checkOrigin(redirectUri: string): void {
  // Package core refuses what is no URL.
  const url = URL.canParse(redirectUri) && new URL(redirectUri);
  if (!url || !/^https?:$/.test(url.protocol) || url.origin === location.origin) return;
  throw refusal(
    "redirect_uri_foreign",
    `redirectUri: its origin is not that of this page, ${location.origin}, so the login would be lost.`,
    "localhost and 127.0.0.1 are different origins, and so are http and https.",
  );
}

function refusal(code: MastodonErrorCode, message: string, hint: string, cause?: unknown) {
  return failure(code, message, hint, { name: "MastodonIllegalArgumentError", op: "signIn", cause });
}

const hereMs = 30_000;
const backMs = 300;

/** Sends this tab to the server. Rejects if the page is still here after 30 seconds, or if the person comes back to it. */
function redirect({ url, state }: SignInStart, signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (failed: Failure): void => {
      clearTimeout(late);
      removeEventListener("pageshow", back);
      signal?.removeEventListener("abort", stopped);
      forgetDeparture();
      reject(failed);
    };
    const back = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      clearTimeout(late); // the time away does not count
      setTimeout(end, backMs, aborted("the person came back without having signed in."));
    };
    const stopped = (): void => {
      stop();
      end(cancelled());
    };
    const late = setTimeout(end, hereMs, failure("timeout", "the server's page did not load.", "Try again.", { name: "MastodonReadTimeout", op: "signIn" }));
    addEventListener("pageshow", back);
    signal?.addEventListener("abort", stopped);
    markDeparture(window, state);
    location.assign(url);
  });
}
