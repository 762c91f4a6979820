// The events of the sessions, for the listeners of this tab and, by messages, of all others.

import type { TabMessage } from "../shared/session-event-types.js";
import type { Health, RatelimitWaiting } from "../shared/types.gen.js";
import type { AuthSession } from "./auth-session.js";
import { indexKey } from "./session-storage.js";

/** What listeners are told, by the name of the event. */
export interface AuthEvents {
  /** Somebody signed in. */
  "signed-in": { session: AuthSession };
  /** A session is over: the person signed out, here or in another tab. */
  "signed-out": { session: AuthSession };
  /** The server does not take a session any more, or does not for now: health says why. It stays in the list. */
  expired: { session: AuthSession; health: Health; description?: string };
  /** A call of session.mastodon waits for a rate limit. */
  ratelimit: { session: AuthSession } & RatelimitWaiting;
  /** Anything of sessions() or current is not what it was. */
  changed: Snapshot;
}

/** The sessions at one time. */
export interface Snapshot {
  current: AuthSession | undefined;
  sessions: readonly AuthSession[];
}

export type Listener<Type extends keyof AuthEvents> = (event: AuthEvents[Type]) => void;

export class SessionEvents {
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #onMessage: (message: TabMessage) => void;
  /** Undefined until it is opened; null if there is none. */
  #tabs: BroadcastChannel | null | undefined;

  constructor(onMessage: (message: TabMessage) => void) {
    this.#onMessage = onMessage;
  }

  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    const own: Listener<Type> = (event) => listener(event); // the same function may listen twice
    const all = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, all.add(own));
    return () => void all.delete(own);
  }

  emit<Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]): void {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      // What it throws is the page's own, and the other listeners are to be told all the same.
      void (async () => (listener as Listener<Type>)(event))();
    }
  }

  /** Tells what is not as it was before. The session signedIn is new, even where it was there. */
  emitChanges(before: Snapshot, now: Snapshot, signedIn?: string): void {
    const has = (from: Snapshot, session: AuthSession) => from.sessions.some(({ id }) => id === session.id);
    for (const session of now.sessions) if (session.id === signedIn || !has(before, session)) this.emit("signed-in", { session });
    for (const session of before.sessions) if (!has(now, session)) this.emit("signed-out", { session });
    if (now !== before) this.emit("changed", now);
  }

  /** Begins to hear the other tabs, for as long as the page lives. */
  open(): void {
    if (this.#tabs !== undefined) return;
    this.#tabs = null;
    try {
      this.#tabs = new BroadcastChannel("mastoauth");
      (this.#tabs as { unref?(): void }).unref?.(); // Node would wait for it
      this.#tabs.onmessage = ({ data }) => this.#onMessage(data as TabMessage);
    } catch {
      // There is none, or it is blocked with the storage: Firefox does that.
    }
    // Not only where there is no BroadcastChannel: a message may come before what was stored is visible here. And a page that was
    // put away heard nothing meanwhile.
    for (const type of ["storage", "pageshow"]) {
      globalThis.window?.addEventListener(type, ({ key, persisted }: Partial<StorageEvent & PageTransitionEvent>) => {
        if (persisted || key === indexKey || key === null) this.#onMessage({ sessions: true });
      });
    }
  }

  post(message: TabMessage): void {
    this.open();
    this.#tabs?.postMessage(message);
  }
}
