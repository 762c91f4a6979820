// The way to the server, in this window or in one of its own.

import type { Ask, Departure, SignInResult } from "./departure.js";
import type { MastodonError } from "./errors.js";
import { complete, forgetAnswer } from "./landing.js";
import type { Logins } from "./logins.js";
import { asNow, checkRemember } from "./memory.js";
import { aborted, answerFrom, calledOff, shut } from "./popup.js";
import type { AuthSession } from "./session.js";
import { failure, type Failure } from "./source.js";
import type { CallOptions } from "./types.gen.js";

/** Begins a sign-in and, in a popup, ends it. The window of one that fails is closed, and so it is by ensureScopes. */
export const signIn = orShut(go);
export const ensureScopes = orShut(extend);

function orShut<Ask extends unknown[]>(work: (logins: Logins, ...ask: [...Ask, Departure, Window | undefined]) => Promise<SignInResult>): typeof work {
  return async (logins, ...ask) => {
    try {
      return await work(logins, ...ask);
    } catch (error) {
      const popup = ask.at(-1) as Window | undefined;
      if (popup) shut(popup);
      throw error;
    }
  };
}

async function go(logins: Logins, ask: Ask, options: Departure, popup: Window | undefined): Promise<SignInResult> {
  checkOptions(options);
  const { clientName, website, scopes, requestTimeoutMs, lang, redirectUri = location.origin + location.pathname } = logins.options;
  const { display, state = "", returnTo = location.href, remember, signal, ...asked } = options;
  checkOrigin(redirectUri);
  forgetAnswer(); // of a sign-in that failed on its way: whoever begins another one has given it up
  try {
    // A login that goes back to no page is one in a window of its own: so callback.ts knows.
    const back = popup ? undefined : sameSite(returnTo);
    const start = await logins.unlessCalledOff("signIn", signal, (signal) => logins.step("beginSignIn", {
      clientName, website, scopes, lang, ...given(asked), ...ask, redirectUri, requestTimeoutMs, state, ...logins.host, returnTo: back, signal,
      remember: remember?.toString(),
    }), popup);
    if (!start || popup?.closed) return { status: "closed" };
    if (!popup) return await leave(start.url, signal);
    popup.location.replace(start.url);
    return await follow(logins, popup, start.state, state, signal);
  } catch (error) {
    if ((error as MastodonError).code === "access_denied") return { status: "denied", error: error as MastodonError };
    throw error;
  }
}

/** Makes another session the one in use. */
export async function use(logins: Logins, id: string, options: CallOptions): Promise<AuthSession | undefined> {
  await logins.step("useSession", { ...options, id, ...logins.host });
  await logins.changed();
  return logins.find(id);
}

/** Asks for the scopes that are missing; "signed-in" if all are granted then. */
async function extend(logins: Logins, session: AuthSession | undefined, needed: string | readonly string[], options: Departure, popup: Window | undefined): Promise<SignInResult> {
  if (!session) throw refusal("session_unknown", "this session is over.", "Sign in again.");
  const { id, server, scopes: granted } = session;
  const missing = await logins.step("missingScopes", { granted, needed, signal: options.signal });
  if (missing.length === 0) {
    popup?.close();
    return { status: "signed-in", session, state: options.state ?? "" };
  }
  const ask = { server, scopes: [...granted, ...missing], session: id };
  // Under the name that the person knows.
  const { client_name: clientName = logins.options.clientName } = { ...await logins.readRecord(logins.options, `mastoauth:session:${id}`) };
  const remember = asNow(logins, id);
  return go(logins, ask, { clientName: String(clientName), ...(remember !== undefined && { remember }), ...options }, popup);
}

/** What is undefined is left out, so that the option of createAuth counts. */
function given<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

async function follow(logins: Logins, popup: Window, login: string, state: string, signal?: AbortSignal): Promise<SignInResult> {
  const answer = await answerFrom(popup, login, signal);
  if ("url" in answer) {
    const { done, ...rest } = await complete(logins, answer.url, login, signal);
    return { status: "signed-in", session: await logins.completed(done), state, ...rest };
  }
  // It may have completed the login by itself, having heard nothing from here: a telephone puts pages to sleep.
  await logins.refresh();
  const pending = await logins.readRecord(logins.options, `mastoauth:pending:${login}`);
  const session = logins.find(String(pending?.["session"]));
  return session ? { status: "signed-in", session, state } : answer;
}

function sameSite(returnTo: string): string {
  const url = URL.canParse(returnTo, location.href) && new URL(returnTo, location.href);
  if (url && url.origin === location.origin) return url.href;
  throw refusal("option_invalid", "returnTo: must be an address on this site.", "Leave it out to come back to this page.");
}

const names = ["clientName", "website", "scopes", "remember", "display", "forceLogin", "lang", "state", "returnTo", "signal"];

function checkOptions(options: Departure): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown) throw refusal("option_unknown", `${unknown}: there is no such option.`, `The options are ${names.join(", ")}.`);
  if (options.remember !== undefined) checkRemember("signIn", options.remember);
  if (!["redirect", "popup", undefined].includes(options.display)) throw refusal("option_invalid", "display: must be redirect or popup.", "Leave it out for a redirect.");
  if (typeof window === "undefined") throw refusal("browser_missing", "a sign-in works in a browser only, and this is not one.", "Call it in the page.");
}

/** The login is stored where this page is; a page of another origin would not find it. */
function checkOrigin(redirectUri: string): void {
  // What is no address at all is refused by the core.
  const [, origin] = /^(https?:\/\/[^/?#]+)/.exec(redirectUri) ?? [];
  if (!origin || new URL(origin).origin === location.origin) return;
  throw refusal(
    "redirect_uri_foreign",
    `redirectUri: its origin is not that of this page, ${location.origin}, so the login would be lost.`,
    "localhost and 127.0.0.1 are different origins, and so are http and https.",
  );
}

function refusal(code: string, message: string, hint: string, cause?: unknown) {
  return failure(code, message, hint, { name: "MastodonIllegalArgumentError", op: "signIn", cause });
}

const hereMs = 30_000;
const backMs = 300;

/** Leaves the page. It rejects if the person is still here after a time, or has come back. */
function leave(url: string, signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (failed: Failure): void => {
      clearTimeout(late);
      removeEventListener("pageshow", back);
      signal?.removeEventListener("abort", stopped);
      reject(failed);
    };
    const back = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      clearTimeout(late); // the time that they were away does not count
      setTimeout(end, backMs, aborted("the person came back without having signed in."));
    };
    const stopped = (): void => {
      stop();
      end(calledOff());
    };
    const late = setTimeout(end, hereMs, failure("timeout", "the server's page did not load.", "Try again.", { name: "MastodonReadTimeout", op: "signIn" }));
    addEventListener("pageshow", back);
    signal?.addEventListener("abort", stopped);
    location.assign(url);
  });
}
