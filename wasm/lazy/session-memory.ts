// Sessions that are held in memory and not stored: because of the option remember, or because the browser cannot store them. They
// end with the page.

import { noteAnswer } from "../../jsbind/host.js";
import type { MastodonError } from "../shared/errors.js";
import { failure } from "../shared/failure.js";
import type { HostPorts } from "../shared/module-call-types.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { Remember } from "../shared/sign-in-types.js";
import type { RecordStore } from "../shared/types.gen.js";
import { portsOf } from "./session-ports.js";
import { inTime, isSilence, loginRecord, NoStore } from "./silent-store.js";

const indexKey = "mastoauth:sessions";
/** The key of the current session's id, if that session is in memory. */
const currentKey = "current";
const newcomerKey = "mastoauth:newcomer";
/** The prefix of the keys of tokens that are to be revoked. That of a session in memory is not stored either. */
const unusedPrefix = "mastoauth:unused:";

const values: readonly Remember[] = [true, false, "if-possible"];

export function checkRemember(op: string, remember: Remember): void {
  if (values.includes(remember)) return;
  throw failure("option_invalid", "remember: must be true, false or “if-possible”.", "Leave it out for true.", { name: "MastodonIllegalArgumentError", op });
}

/** Reads a stored value of remember. */
export function parseRemember(stored: unknown): Remember | undefined {
  return values.find((value) => String(value) === stored);
}

/**
 * Runs a call whose login is kept as remember says; undefined keeps each login where it is now. With "if-possible", unkept is the
 * error if the login could not be stored and is in memory.
 */
export async function withRemember<Result>(sessions: SessionRegistry, op: string, remember: Remember | undefined, call: (host: HostPorts) => Promise<Result>): Promise<{ result: Result; unkept?: MastodonError }> {
  const { storage } = sessions.options;
  if (sessions.silence) noteAnswer(storage, false); // nobody waits for it a second time
  const held = storage instanceof MemoryStore ? storage.held : new Map<string, string>();
  if (remember === undefined || remember === true && held.size === 0) return { result: await call(portsOf(sessions)) };
  const below = storage instanceof MemoryStore ? storage.below : storage;
  const store = new MemoryStore(below, held, remember);
  const result = await call({ ...portsOf(sessions), storage: store });
  if (held.size > 0 || store.instead) sessions.options.storage = new MemoryStore(store.instead ?? below, held);
  return store.cause === undefined ? { result } : { result, unkept: unkept(sessions, op, store.cause) };
}

/** How a session or, without an id, the pending sign-up is kept now: false if it is in memory, otherwise undefined. */
export function currentRemember({ options: { storage } }: SessionRegistry, id?: string): Remember | undefined {
  return storage instanceof MemoryStore && storage.held.has(id ? `mastoauth:session:${id}` : newcomerKey) ? false : undefined;
}

function unkept(sessions: SessionRegistry, op: string, cause: unknown): MastodonError {
  const hint = "The session lasts until this page is closed or reloaded.";
  if (isSilence(cause)) return sessions.toError({ ...cause, op, hint });
  const full = (Object(cause) as Error).name === "QuotaExceededError";
  return sessions.toError(failure(
    full ? "storage_full" : "storage_blocked",
    full ? "there is no room left to store the login." : "this browser does not let the page store the login.",
    hint,
    // The error of a store of the page's own may quote the login that it was to store.
    { op, ...(cause instanceof DOMException && { cause }) },
  ));
}

/** A store on top of another one. It holds some of the records in memory. */
class MemoryStore implements RecordStore {
  /** The error because of which a login is in memory and not stored. */
  cause: unknown;

  constructor(readonly below: RecordStore | undefined, readonly held: Map<string, string>, readonly remember?: Remember) {}

  /** What stands in for the store below since that was silent. */
  instead: NoStore | undefined;

  get #store(): RecordStore {
    return this.instead ?? this.below ?? localStorage;
  }

  /** Uses the store below. With "if-possible", one that is silent, or from which nothing can be read, is done without. */
  #use<Value>(work: (store: RecordStore) => MaybePromise<Value>, reads = false): MaybePromise<Value> {
    const failed = (cause: unknown) => {
      if (this.remember !== "if-possible" || !reads && !isSilence(cause)) throw cause;
      this.instead ??= new NoStore(cause);
      return work(this.instead);
    };
    try {
      const store = this.#store;
      const answer = inTime(store, work(store));
      return answer instanceof Promise ? answer.catch(failed) : answer;
    } catch (cause) {
      return failed(cause);
    }
  }

  #read(key: string) {
    return this.#use((store) => store.getItem(key), true);
  }

  get length(): number {
    return this.#keys().length;
  }

  key(at: number): string | null {
    return this.#keys()[at] ?? null;
  }

  /** All keys: those in memory, and those of the store below if it can list them. */
  #keys(): string[] {
    const below = this.#store as Partial<Storage>;
    const stored = typeof below.key === "function" ? Array.from({ length: below.length ?? 0 }, (_, at) => below.key?.(at) ?? "") : [];
    return [...new Set([...this.held.keys(), ...stored])];
  }

  getItem(key: string) {
    if (key !== indexKey) return this.held.get(key) ?? this.#read(key);
    const held = this.#heldIds();
    // The index of the store below is shared by all tabs. It does not list the sessions in memory.
    return chain(this.#read(key), (stored) => {
      const below = parsed(stored);
      const list = [...new Set([...held, ...this.#stored(below)])].join(" ");
      return JSON.stringify({ ...below, list, current: this.held.get(currentKey) ?? below.current });
    });
  }

  setItem(key: string, value: string) {
    if (key === indexKey) return this.#setIndex(value);
    if (key.startsWith(unusedPrefix) ? this.#holdsTokenOf(value) : loginRecord.test(key) && (this.remember === false || this.remember === undefined && this.held.has(key))) {
      this.held.set(key, value);
      return this.#removeBelow(key);
    }
    return attempt(() => this.#use((store) => store.setItem(key, value)), (cause) => {
      if (this.remember !== "if-possible") throw cause;
      if (loginRecord.test(key)) this.cause ??= cause;
      this.held.set(key, value);
    }, () => this.held.delete(key));
  }

  removeItem(key: string) {
    return this.held.delete(key) ? this.#removeBelow(key) : this.#use((store) => store.removeItem(key));
  }

  /** Removes what the store below still has of a record that is, or was, in memory. A store that does not work has nothing of it. */
  #removeBelow(key: string): unknown {
    return attempt(() => this.#use((store) => store.removeItem(key)), () => undefined);
  }

  /** The sessions in the index of the store below, and behind them the accounts that it does not list: it may be lost or of another shape. */
  #stored(index: Fields): string[] {
    return [...ids(index), ...this.#keys().flatMap((key) => /^mastoauth:account:(.+)/s.exec(key)?.[1] ?? [])];
  }

  #setIndex(value: string): unknown {
    const index = parsed(value);
    const { current = "" } = index;
    // One of its two records is in memory, the other one is stored.
    if (this.cause !== undefined && !this.#holds(current)) return this.#moveToMemory(current).then(() => this.#setIndex(value));
    if (this.#holds(current)) this.held.set(currentKey, current);
    else this.held.delete(currentKey);
    return chain(this.#read(indexKey), (stored) => {
      const before = parsed(stored);
      const list = ids(index).filter((id) => !this.#holds(id)).join(" ");
      const next = { ...before, ...index, list, current: this.#holds(current) ? before.current ?? "" : current };
      // A full store accepts no write, so an unchanged index is not written.
      if (list === ids(before).join(" ") && next.current === (before.current ?? "")) return undefined;
      return attempt(() => this.#use((store) => store.setItem(indexKey, JSON.stringify(next))), (cause) => {
        if (this.remember !== "if-possible") throw cause;
        this.cause = cause;
        return this.#moveToMemory(current);
      });
    });
  }

  /** Moves the records of a session from the store to memory, if the store's index cannot list it. */
  async #moveToMemory(id: string): Promise<void> {
    for (const key of [`mastoauth:session:${id}`, `mastoauth:account:${id}`]) {
      this.held.set(key, this.held.get(key) ?? String(await this.#read(key)));
      await this.#use((store) => store.removeItem(key));
    }
    this.held.set(currentKey, id);
  }

  #holds(id: string): boolean {
    return this.held.has(`mastoauth:session:${id}`);
  }

  /** Whether one of the records in memory has the token of this record. */
  #holdsTokenOf(record: string): boolean {
    return [...this.held.values()].some((held) => parsed(held).access_token === parsed(record).access_token);
  }

  #heldIds(): string[] {
    return [...this.held.keys()].flatMap((key) => /^mastoauth:session:(.+)/s.exec(key)?.[1] ?? []).reverse();
  }
}

type MaybePromise<Value> = Value | Promise<Value>;

/** Like then, but runs at once if the value is no promise: a store may be synchronous. */
function chain<From, To>(value: MaybePromise<From>, next: (value: From) => MaybePromise<To>): MaybePromise<To> {
  return value instanceof Promise ? value.then(next) : next(value as From);
}

function attempt(write: () => unknown, failed: (cause: unknown) => unknown, done: () => void = () => undefined): unknown {
  try {
    const written = write();
    if (written instanceof Promise) return written.then(done, failed);
    return done();
  } catch (cause) {
    return failed(cause);
  }
}

interface Fields {
  access_token?: string;
  list?: unknown;
  current?: string;
}

function parsed(stored: unknown): Fields {
  try {
    return { ...(JSON.parse(String(stored)) as Fields) };
  } catch {
    return {};
  }
}

/** The ids in an index; none if the list is no text. */
function ids({ list }: Fields): string[] {
  return typeof list === "string" ? list.match(/[^\0- ]+/g) ?? [] : [];
}
