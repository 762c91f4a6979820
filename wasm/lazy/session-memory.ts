// Sessions that are held in memory and not stored, since the person wants it so or the browser cannot store them. They belong to
// this page and end with it.

import type { MastodonError } from "../shared/errors.js";
import { failure } from "../shared/failure.js";
import type { SessionRegistry } from "../shared/session-registry.js";
import type { Remember } from "../shared/sign-in-types.js";
import type { RecordStore } from "../shared/types.gen.js";

/** The records that make a login. The others belong to no account. */
const loginRecord = /^mastoauth:(session:|account:|newcomer$)/;
const indexKey = "mastoauth:sessions";
/** The session in use, if it is held. */
const currentKey = "current";
const newcomerKey = "mastoauth:newcomer";

const values: readonly Remember[] = [true, false, "if-possible"];

export function checkRemember(op: string, remember: Remember): void {
  if (values.includes(remember)) return;
  throw failure("option_invalid", "remember: must be true, false or “if-possible”.", "Leave it out for true.", { name: "MastodonIllegalArgumentError", op });
}

/** What a stored text says. */
export function parseRemember(stored: unknown): Remember | undefined {
  return values.find((value) => String(value) === stored);
}

/**
 * Takes a step whose login is remembered as it says; undefined leaves each as it is. The error says why a login that was to be
 * stored if possible is held instead.
 */
export async function withRemember<Result>(sessions: SessionRegistry, op: string, remember: Remember | undefined, call: (host: SessionRegistry["host"]) => Promise<Result>): Promise<{ result: Result; unkept?: MastodonError }> {
  const { storage } = sessions.host;
  const held = storage instanceof MemoryStore ? storage.held : new Map<string, string>();
  if ((remember ?? true) === true && held.size === 0) return { result: await call(sessions.host) };
  const below = storage instanceof MemoryStore ? storage.below : storage;
  const store = new MemoryStore(below, held, remember);
  const result = await call({ ...sessions.host, storage: store });
  if (held.size > 0) sessions.host.storage = sessions.options.storage = new MemoryStore(below, held);
  return store.cause === undefined ? { result } : { result, unkept: unkept(sessions, op, store.cause) };
}

/** How to remember a session, and what a sign-up ends in: as it is now. */
export function currentRemember({ host: { storage } }: SessionRegistry, id?: string): Remember | undefined {
  return storage instanceof MemoryStore && storage.held.has(id ? `mastoauth:session:${id}` : newcomerKey) ? false : undefined;
}

function unkept(sessions: SessionRegistry, op: string, cause: unknown): MastodonError {
  const full = (Object(cause) as Error).name === "QuotaExceededError";
  return sessions.toError(failure(
    full ? "storage_full" : "storage_blocked",
    full ? "there is no room left to store the login." : "this browser does not let the page store the login.",
    "The session lasts until this page is closed or reloaded.",
    { op, cause },
  ));
}

/** A store over another one, which keeps some of the records to itself. */
class MemoryStore implements RecordStore {
  /** Why a login is held that was to be stored. */
  cause: unknown;

  constructor(readonly below: RecordStore | undefined, readonly held: Map<string, string>, readonly remember?: Remember) {}

  get #store(): RecordStore {
    return this.below ?? localStorage;
  }

  getItem(key: string) {
    if (key !== indexKey) return this.held.get(key) ?? this.#store.getItem(key);
    const held = this.#heldIds();
    if (held.length === 0) return this.#store.getItem(key);
    // The index below is that of all tabs, and knows nothing of what is held here.
    return chain(this.#store.getItem(key), (stored) => {
      const below = parsed(stored);
      const list = [...new Set([...held, ...ids(below)])].join(" ");
      return JSON.stringify({ list, current: this.held.get(currentKey) ?? below.current });
    });
  }

  setItem(key: string, value: string) {
    if (key === indexKey) return this.#setIndex(value);
    if (loginRecord.test(key) && (this.remember === false || this.remember === undefined && this.held.has(key))) return void this.held.set(key, value);
    return attempt(() => this.#store.setItem(key, value), (cause) => {
      if (this.remember !== "if-possible") throw cause;
      if (loginRecord.test(key)) this.cause ??= cause;
      this.held.set(key, value);
    }, () => this.held.delete(key));
  }

  removeItem(key: string) {
    return this.held.delete(key) ? undefined : this.#store.removeItem(key);
  }

  #setIndex(value: string): unknown {
    const index = parsed(value);
    const { current = "" } = index;
    // One of its two records is held, and the other one is stored.
    if (this.cause !== undefined && !this.#holds(current)) return this.#moveToMemory(current).then(() => this.#setIndex(value));
    if (this.#holds(current)) this.held.set(currentKey, current);
    else this.held.delete(currentKey);
    return chain(this.#store.getItem(indexKey), (stored) => {
      const before = parsed(stored);
      const list = ids(index).filter((id) => !this.#holds(id)).join(" ");
      const next = { list, current: this.#holds(current) ? before.current ?? "" : current };
      // A store that is full takes nothing, so what has not changed is not written.
      if (list === (before.list ?? "") && next.current === (before.current ?? "")) return undefined;
      return attempt(() => this.#store.setItem(indexKey, JSON.stringify(next)), (cause) => {
        if (this.remember !== "if-possible") throw cause;
        this.cause = cause;
        return this.#moveToMemory(current);
      });
    });
  }

  /** Holds a session whose records are stored, and that the store cannot list. */
  async #moveToMemory(id: string): Promise<void> {
    for (const key of [`mastoauth:session:${id}`, `mastoauth:account:${id}`]) {
      this.held.set(key, this.held.get(key) ?? String(await this.#store.getItem(key)));
      await this.#store.removeItem(key);
    }
    this.held.set(currentKey, id);
  }

  #holds(id: string): boolean {
    return this.held.has(`mastoauth:session:${id}`);
  }

  #heldIds(): string[] {
    return [...this.held.keys()].flatMap((key) => /^mastoauth:session:(.*)/.exec(key)?.[1] ?? []).reverse();
  }
}

type MaybePromise<Value> = Value | Promise<Value>;

/** Goes on with a value at once if it is there, as stores are that answer at once. */
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

interface Index {
  list?: string;
  current?: string;
}

function parsed(stored: unknown): Index {
  try {
    return { ...(JSON.parse(String(stored)) as Index) };
  } catch {
    return {};
  }
}

function ids({ list = "" }: Index): string[] {
  return list.split(" ").filter(Boolean);
}
