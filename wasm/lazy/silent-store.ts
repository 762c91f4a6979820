// Stores that cannot be used, under a store in memory: how long one that is silent is waited for, and what stands in for it.

import { limitOf, noteAnswer } from "../../jsbind/host.js";
import { failure, type Failure } from "../shared/failure.js";
import type { RecordStore } from "../shared/types.gen.js";

/** The keys of the records that belong to a login. The other records belong to no account. */
export const loginRecord = /^mastoauth:(session:|account:|newcomer$)/;

export function isSilence(cause: unknown): cause is Failure {
  return (Object(cause) as Partial<Failure>).code === "storage_silent";
}

/** Rejects if the store of the page's own does not answer in time: shortly before the bridge gives up (jsbind/host.js). */
export function inTime<Value>(store: object, answer: Value): Value {
  if (!(answer instanceof Promise)) return answer;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      noteAnswer(store, false);
      reject(failure("storage_silent", "the storage does not answer.", "Try again, or give another storage."));
    }, limitOf(store) * 0.8);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(late);
      noteAnswer(store, true);
    });
  }) as Value;
}

/** Stands in for a store that cannot be used, until the page is closed or reloaded. It takes no login. */
export class NoStore implements RecordStore {
  readonly #records = new Map<string, string>();

  constructor(readonly cause: unknown) {}

  getItem(key: string) {
    return this.#records.get(key) ?? null;
  }

  setItem(key: string, value: string) {
    if (loginRecord.test(key)) throw this.cause;
    this.#records.set(key, value);
  }

  removeItem(key: string) {
    this.#records.delete(key);
  }
}
