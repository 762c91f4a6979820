// The lazy code's own use of the store. What a store throws becomes an error of this library, as in jsbind/localstorage.go.

import { checkValues } from "../module/option-values.js";
import { failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { RecordStore } from "../shared/types.gen.js";
import { inTime } from "./silent-store.js";

/** A stored record; see SessionRegistry. */
export function readStored(sessions: SessionRegistry, key: string): Promise<Record<string, unknown> | undefined> {
  return withStore(sessions, () => sessions.readRecord(sessions.options, key));
}

/** The store itself. Nothing waits for it longer than for a store that is silent. */
export function storeOf({ options }: SessionRegistry): RecordStore {
  const store = (): RecordStore => options.storage ?? localStorage; // reading this may throw
  return {
    getItem: (key) => inTime(store(), store().getItem(key)),
    setItem: (key, value) => inTime(store(), store().setItem(key, value)),
    removeItem: (key) => inTime(store(), store().removeItem(key)),
  };
}

/** Uses the store, for a function of this name. */
export async function withStore<Result>(sessions: SessionRegistry, use: () => Result | Promise<Result>, op = "signIn"): Promise<Result> {
  try {
    return await use();
  } catch (cause) {
    const { name, code } = Object(cause) as { name?: unknown; code?: unknown };
    if (typeof code === "string") throw cause; // storage_silent
    checkValues(op, sessions.options); // it may be no store at all
    const full = name === "QuotaExceededError";
    throw sessions.toError(failure(
      full ? "storage_full" : "storage_blocked",
      full ? "there is no room left to store the login." : "this browser does not let the page store anything.",
      full ? "Delete data of this site, then try again." : "Allow this site to store data, or give your own storage.",
      { op, cause },
    ));
  }
}
