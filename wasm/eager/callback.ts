// The callback of a login: finds it in the URL, removes it from the URL first of all, and completes it once for all callers.

import type { CallbackResult, ReturnTarget } from "../shared/callback-result.js";
import { toMastodonError } from "../shared/error-from-fields.js";
import { isMastodonError } from "../shared/error-recognition.js";
import { chain, type MaybePromise } from "../shared/maybe-promise.js";
import type { RecordStore } from "../shared/types.gen.js";
import { withLazyCode, withModule } from "./module-instance.js";
import type { SessionList } from "./session-list.js";
import { newcomerKey, pendingKey, readRecord, storeOf, text } from "./session-storage.js";

/**
 * The key in sessionStorage of the callback, until the server has accepted the code (see callback-completion.ts). With it, a page
 * that is reloaded meanwhile, or after a network or server error, tries again.
 */
const callbackKey = "mastoauth:answer";
/** The key in sessionStorage of the state of the login for which this tab or popup has left; see callback-completion.ts. */
const departureKey = "mastoauth:departure";

/** The callback that is being completed. Several createAuth in a page share it: React's StrictMode creates two, for example. */
let underway: { store: RecordStore | undefined; result: MaybePromise<CallbackResult | undefined> } | undefined;

/** Completes the login whose callback the URL holds; undefined if it holds none of this library. */
export async function completeCallback(sessions: SessionList): Promise<CallbackResult | undefined> {
  let mine: typeof underway;
  try {
    const store = storeOf(sessions.options);
    mine = underway?.store === store ? underway : (underway = { store, result: findCallback(sessions) });
    return await mine?.result;
  } catch (error) {
    // If storage is blocked or this runs on a server, no login can have begun. If the storage is silent, nobody knows.
    if (isMastodonError(error, "storage_silent")) throw error;
    return undefined;
  } finally {
    if (underway === mine) underway = undefined;
  }
}

function findCallback(sessions: SessionList): MaybePromise<CallbackResult | undefined> {
  const here = addressWithState();
  const href = parameter(here, "state") ? here : stored(callbackKey) ?? "";
  const state = parameter(href, "state");
  if (!state) return checkSignUp(sessions);
  const inPopup = /^mastoauth-popup-/.test(state); // core/pkce.go says so
  const begin = (pending: Record<string, unknown> | undefined) => {
    // Without a pending login, this may be another program's callback. Our own is known by its state: browsers, above all on
    // phones, may have lost the record.
    const ours = pending ?? (inPopup || href === here && /^mastoauth-/.test(state));
    return ours ? complete(sessions, href, state, inPopup, pending) : checkSignUp(sessions);
  };
  // A popup needs no record: it may have no storage in common with the page that opened it.
  return inPopup ? begin(undefined) : chain(readRecord(sessions.options, pendingKey + state), begin);
}

/** The address. A refusal without the state gets that of the login for which this tab or popup has left. */
function addressWithState(): string {
  const { href } = location;
  const state = stored(departureKey);
  if (state) delete sessionStorage[departureKey];
  return state && parameter(href, "error") && !parameter(href, "state") ? `${href}&state=${state}` : href;
}

/**
 * Checks a pending sign-up: the link in the confirmation e-mail leads here without parameters. If a session exists, init does
 * not wait for the check.
 */
function checkSignUp(sessions: SessionList): MaybePromise<CallbackResult | undefined> {
  return chain(readRecord(sessions.options, newcomerKey), (newcomer) => {
    if (!newcomer) return undefined;
    const confirmed = withModule(({ confirm }) => confirm(sessions));
    return sessions.snapshot().current ? goOnBehind(sessions, confirmed) : confirmed;
  });
}

/** init does not wait for the result. The events tell it. */
function goOnBehind(sessions: SessionList, completed: Promise<CallbackResult | undefined>): undefined {
  completed.then((result) => result?.(sessions)).catch(() => undefined);
}

/** How long init waits for a server if somebody is signed in already, in milliseconds. */
const patienceMs = 3_000;

/**
 * The result of a completion. If the completion takes long and somebody is signed in already, it goes on behind, and this resolves to
 * undefined. The events then tell the result.
 */
function orBehind(sessions: SessionList, completed: Promise<CallbackResult | undefined>): Promise<CallbackResult | undefined> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      if (sessions.snapshot().current) resolve(goOnBehind(sessions, completed));
    }, patienceMs);
    completed.then(resolve, reject).finally(() => clearTimeout(late));
  });
}

async function complete(sessions: SessionList, href: string, state: string, inPopup: boolean, pending: Record<string, unknown> | undefined): Promise<CallbackResult | undefined> {
  stored(callbackKey, href);
  const clean = addressWithoutCallback();
  replaceAddress(clean);
  const target: ReturnTarget = { returnTo: text(pending, "return_to"), state: text(pending, "app_state") };
  try {
    // A popup passes the callback on to its opener, so it does not need the module.
    const completed = (inPopup ? withLazyCode : withModule)(({ completeSignIn }) => completeSignIn(sessions, href, state, inPopup, target));
    return await (inPopup ? completed : orBehind(sessions, completed));
  } catch (error) {
    return async () => ({ status: "failed", error: toMastodonError(error), ...target }); // lazy.js could not be loaded
  } finally {
    // Shows the URL that the person had left, unless this page has navigated meanwhile or is not the page of the callback.
    if (location.href === clean && href.replace(/[?#].*/, "") === location.origin + location.pathname && target.returnTo) replaceAddress(target.returnTo);
  }
}

/** Stores a value in sessionStorage, or returns the one that was stored. */
function stored(key: string, value?: string): string | undefined {
  try {
    return value ? (sessionStorage[key] = value) : (sessionStorage[key] as string);
  } catch {
    return undefined; // storage is blocked
  }
}

/** A parameter in the query or the fragment of a URL. core/callback.go reads the same: core/testdata/callbacks.json is for both. */
function parameter(address: string, name: string): string | undefined {
  return new URLSearchParams(address.replace(/^[^?#]*\??([^#]*)#?[?#]?/, "$1&")).getAll(name).find(Boolean);
}

/** The URL without the parameters of OAuth. Everything else stays exactly as it is written. */
function addressWithoutCallback(): string {
  const sign = parameter(location.href, "state") ? "state" : "error";
  const without = (part: string): string => {
    if (!parameter(part, sign)) return part;
    const kept = part.slice(1).split("&").filter((parameter) => !/^(code|state|iss|error(_\w+)?|access_token)=/.test(parameter));
    return kept[0] ? part[0] + kept.join("&") : "";
  };
  return location.origin + location.pathname + without(location.search) + without(location.hash);
}

function replaceAddress(address: string): void {
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // Not allowed in a sandboxed page, and browsers limit the rate. The login continues.
  }
}
