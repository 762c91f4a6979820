// The callback: it is found in the address, taken out of it before anything else, and completed once, however many ask.

import type { CallbackResult, ReturnTarget } from "../shared/callback-result.js";
import { chain, type MaybePromise } from "../shared/maybe-promise.js";
import type { RecordStore } from "../shared/types.gen.js";
import { toMastodonError, withLazyCode, withModule } from "./module-instance.js";
import type { SessionList } from "./session-list.js";
import { newcomerKey, pendingKey, readRecord, storeOf, text } from "./session-storage.js";

/**
 * Where sessionStorage has the callback until the server has taken the code (see callback-completion.ts): a page that is loaded
 * anew meanwhile, or after the network or the server failed, tries again.
 */
const callbackKey = "mastoauth:answer";

/** The callback under way. Several createAuth in a page, as React's StrictMode makes them, share it. */
let underway: { store: RecordStore | undefined; result: MaybePromise<CallbackResult | undefined> } | undefined;

/** Completes the login whose answer the address holds; undefined if it holds none of ours. */
export async function completeCallback(sessions: SessionList): Promise<CallbackResult | undefined> {
  let mine: typeof underway;
  try {
    const store = storeOf(sessions.options);
    mine = underway?.store === store ? underway : (underway = { store, result: findCallback(sessions) });
    return await mine?.result;
  } catch {
    return undefined; // no login was begun where storage is blocked, or on a server, which has no address either
  } finally {
    if (underway === mine) underway = undefined;
  }
}

function findCallback(sessions: SessionList): MaybePromise<CallbackResult | undefined> {
  const href = [location.href, storedCallback()].find((address) => stateOf(address));
  if (!href) return checkSignUp(sessions);
  const state = stateOf(href) as string;
  return chain(readRecord(sessions.options, pendingKey + state), (pending) => {
    // Another program's. One of ours may be without its record: browsers that lose what they stored, above all on telephones.
    if (!pending && !location.href.includes("state=mastoauth-")) return checkSignUp(sessions);
    storedCallback(href);
    const clean = addressWithoutCallback();
    replaceAddress(clean);
    return complete(sessions, href, clean, state, pending ?? {});
  });
}

/** The link in the letter after a sign-up leads here without any answer. Who is signed in does not wait for the news. */
function checkSignUp(sessions: SessionList): MaybePromise<CallbackResult | undefined> {
  return chain(readRecord(sessions.options, newcomerKey), (newcomer) => {
    if (!newcomer) return undefined;
    const confirmed = withModule(({ confirm }) => confirm(sessions));
    if (!sessions.snapshot().current) return confirmed;
    void confirmed.then((result) => result?.(sessions)).catch(() => undefined);
    return undefined;
  });
}

async function complete(sessions: SessionList, href: string, clean: string, state: string, pending: Record<string, unknown>): Promise<CallbackResult | undefined> {
  const target: ReturnTarget = { returnTo: text(pending, "return_to"), state: text(pending, "app_state") };
  const inPopup = !target.returnTo && "client_id" in pending;
  try {
    return await (inPopup ? withLazyCode : withModule)(({ completeSignIn }) => completeSignIn(sessions, href, state, inPopup, target)); // a window hands the answer over
  } catch (error) {
    return async () => ({ status: "failed", error: toMastodonError(error), ...target }); // not even lazy.js came
  } finally {
    // Unless the page has moved on by itself, or is another one that found the answer of this one.
    if (location.href === clean && href.replace(/[?#].*/, "") === location.origin + location.pathname && target.returnTo) replaceAddress(target.returnTo);
  }
}

/** Stores the callback, or returns the one that was stored. */
function storedCallback(callback?: string): string | undefined {
  try {
    return callback ? (sessionStorage[callbackKey] = callback) : (sessionStorage[callbackKey] as string);
  } catch {
    return undefined; // storage is blocked
  }
}

/** The state in the query or the fragment of an address. */
function stateOf(address = ""): string | null {
  return new URLSearchParams(address.split(/[?#]/).slice(1).join("&")).get("state");
}

/** The address without OAuth's parameters, and with everything else as it is written. */
function addressWithoutCallback(): string {
  const without = (part: string): string => {
    if (!stateOf(part)) return part;
    const kept = part.slice(1).split("&").filter((parameter) => !/^(code|state|iss|error(_\w+)?|access_token)=/.test(parameter));
    return kept[0] ? part[0] + kept.join("&") : "";
  };
  return location.origin + location.pathname + without(location.search) + without(location.hash);
}

function replaceAddress(address: string): void {
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // A sandboxed page may not, and a browser may have had enough of it. The login goes on.
  }
}
