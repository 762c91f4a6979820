// Reads the stored sessions without the module, so that a page can show them before the module has loaded. core/session.go
// documents the records, and only it writes them.

import { toMastodonError } from "../shared/error-from-fields.js";
import { all, chain, isPromise, type MaybePromise } from "../shared/maybe-promise.js";
import type { StoredSession, StoredSessions } from "../shared/stored-session.js";
import type { HostOptions, RecordStore } from "../shared/types.gen.js";

const indexKey = "mastoauth:sessions";
/** The prefix of the key of each pending login. The login's state follows. */
export const pendingKey = "mastoauth:pending:";
/** The key of the pending sign-up. */
export const newcomerKey = "mastoauth:newcomer";

/** The store of the options, or localStorage; undefined on a server. Throws if the browser blocks storage. */
export function storeOf({ storage }: HostOptions): RecordStore | undefined {
  return storage ?? globalThis.window?.localStorage;
}

/** All sessions, newest first. Damaged records are left out. */
export function readSessions(options: HostOptions): MaybePromise<StoredSessions> {
  return chain(readRecord(options, indexKey), (index) => {
    // Accounts that the index does not list stand behind: it may be lost or of another shape. The core does the same.
    const unlisted = Object.keys(storeOf(options) ?? {}).flatMap((key) => key.split(/^mastoauth:account:/)[1] ?? []);
    const ids = new Set([...text(index, "list").match(/[^\0- ]+/g) ?? [], ...unlisted]);
    return chain(all([...ids].map((id) => readSession(options, id))), (sessions) => ({
      current: text(index, "current"),
      sessions: sessions.flatMap((session) => session ?? []),
    }));
  });
}

export function readSession(options: HostOptions, id: string): MaybePromise<StoredSession | undefined> {
  const records = all([readRecord(options, `mastoauth:session:${id}`), readRecord(options, `mastoauth:account:${id}`)]);
  return chain(records, ([credentials, account]) => {
    const token = text(credentials, "access_token");
    if (!token || !account) return undefined;
    return {
      token,
      health: text(credentials, "health"),
      data: {
        id,
        server: text(credentials, "api_base_url"),
        scopes: [...new Set(text(credentials, "scope").toLowerCase().match(/[^\0- ,+]+/g))],
        account: {
          id: text(account, "id"),
          username: text(account, "username"),
          handle: text(account, "handle"),
          displayName: text(account, "display_name"),
          avatar: text(account, "avatar"),
          url: text(account, "url"),
        },
      },
    };
  });
}

/** A stored record; empty if it is damaged, undefined if there is none. */
export function readRecord(options: HostOptions, key: string): MaybePromise<Record<string, unknown> | undefined> {
  const store = storeOf(options);
  return chain(inTime(store, store?.getItem(key)), (stored) => {
    if (typeof stored !== "string") return undefined;
    try {
      return { ...(JSON.parse(stored) as object) };
    } catch {
      return {};
    }
  });
}

/** A store that was silent. Until it, or another one, answers again, nobody waits long for it. jsbind/store-silence.js has the same. */
let silent: unknown;

/** Rejects if a store of the page's own does not answer in time: an IndexedDB that another tab blocks, a worker that has ended. */
function inTime<Value>(store: unknown, answer: MaybePromise<Value>): MaybePromise<Value> {
  return !isPromise(answer) ? answer : new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      silent = store;
      reject(toMastodonError({
        name: "MastodonError", code: "storage_silent", message: "the storage is silent.", hint: "Try again.",
      }));
    }, silent === store ? 100 : 5_000);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(late);
      silent = undefined;
    });
  });
}

export function text(record: Record<string, unknown> | undefined, name: string): string {
  const value = record?.[name];
  return typeof value === "string" ? value : "";
}
