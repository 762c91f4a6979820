// The way back from the server: the answer in the address is found, taken out of it before anything else, and completed once,
// however many ask.

import type { AuthStatus } from "./auth.js";
import { after, type Later } from "./module-call.js";
import type { Logins } from "./session-list.js";
import { explained, later, withModule } from "./module-loader.js";
import { newcomerKey, pendingKey, readRecord, storeOf, text } from "./session-storage.js";
import type { RecordStore } from "../shared/types.gen.js";

/** Says what came of the answer in the address, or of a sign-up that waits, to each createAuth that asks. */
export type Arrival = (logins: Logins) => Promise<AuthStatus>;

/** Where the person had been, and what the page wanted to remember. */
export type Left = Record<"returnTo" | "state", string>;

/**
 * Where sessionStorage has the answer until the server has heard it (see callback-completion.ts): a page that is loaded anew meanwhile, or
 * after the network or the server failed, tries again.
 */
const answerKey = "mastoauth:answer";

/** The arrival under way. Several createAuth in a page, as React's StrictMode makes them, share it. */
let underway: { store: RecordStore | undefined; arrival: Later<Arrival | undefined> } | undefined;

/** Completes the login whose answer the address holds; undefined if it holds none of ours. */
export async function arrive(logins: Logins): Promise<Arrival | undefined> {
  let mine: typeof underway;
  try {
    const store = storeOf(logins.options);
    mine = underway?.store === store ? underway : (underway = { store, arrival: look(logins) });
    return await mine?.arrival;
  } catch {
    return undefined; // no login was begun where storage is blocked, or on a server, which has no address either
  } finally {
    if (underway === mine) underway = undefined;
  }
}

function look(logins: Logins): Later<Arrival | undefined> {
  const href = [location.href, kept()].find((address) => stateOf(address));
  if (!href) return landed(logins);
  const state = stateOf(href) as string;
  return after(readRecord(logins.options, pendingKey + state), (pending) => {
    // Another program's. One of ours may be without its record: browsers that lose what they stored, above all on telephones.
    if (!pending && !location.href.includes("state=mastoauth-")) return landed(logins);
    kept(href);
    const clean = stripped();
    show(clean);
    return finish(logins, href, clean, state, pending ?? {});
  });
}

/** The link in the letter after a sign-up leads here without any answer. Who is signed in does not wait for the news. */
function landed(logins: Logins): Later<Arrival | undefined> {
  return after(readRecord(logins.options, newcomerKey), (newcomer) => {
    if (!newcomer) return undefined;
    if (!logins.look().current) return withModule(({ confirm }) => confirm(logins));
    void withModule(({ welcome }) => welcome(logins)).catch(() => undefined);
    return undefined;
  });
}

async function finish(logins: Logins, href: string, clean: string, state: string, pending: Record<string, unknown>): Promise<Arrival | undefined> {
  const left: Left = { returnTo: text(pending, "return_to"), state: text(pending, "app_state") };
  const inPopup = !left.returnTo && "client_id" in pending;
  try {
    return await (inPopup ? later : withModule)(({ land }) => land(logins, href, state, inPopup, left)); // a window hands the answer over
  } catch (error) {
    return async () => ({ status: "failed", error: explained(error), ...left }); // not even lazy.js came
  } finally {
    // Unless the page has moved on by itself, or is another one that found the answer of this one.
    if (location.href === clean && href.replace(/[?#].*/, "") === location.origin + location.pathname && left.returnTo) show(left.returnTo);
  }
}

/** Keeps the answer, or finds the one that was kept. */
function kept(answer?: string): string | undefined {
  try {
    return answer ? (sessionStorage[answerKey] = answer) : (sessionStorage[answerKey] as string);
  } catch {
    return undefined; // storage is blocked
  }
}

/** The state in the query or the fragment of an address. */
function stateOf(address = ""): string | null {
  return new URLSearchParams(address.split(/[?#]/).slice(1).join("&")).get("state");
}

/** The address without OAuth's parameters, and with everything else as it is written. */
function stripped(): string {
  const without = (part: string): string => {
    if (!stateOf(part)) return part;
    const kept = part.slice(1).split("&").filter((parameter) => !/^(code|state|iss|error(_\w+)?|access_token)=/.test(parameter));
    return kept[0] ? part[0] + kept.join("&") : "";
  };
  return location.origin + location.pathname + without(location.search) + without(location.hash);
}

function show(address: string): void {
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // A sandboxed page may not, and a browser may have had enough of it. The login goes on.
  }
}
