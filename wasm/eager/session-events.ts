// The events of the sessions. Listeners in this tab are called directly, those in other tabs by messages.

import type { ReceivedMessage, TabMessage } from "../shared/session-event-types.js";
import type { Health, RatelimitWaiting } from "../shared/types.gen.js";
import type { AuthSession } from "./auth-session.js";

/** The events and their payloads, by type. */
export interface AuthEvents {
  /** A person has signed in. */
  "signed-in": { session: AuthSession };
  /** A session has ended: the person signed out, in this tab or another one. */
  "signed-out": { session: AuthSession };
  /** The server refuses a session, for now or for good: health is the reason, as far as the server says it. The session stays in the list. */
  expired: { session: AuthSession; health: Health; description?: string; page?: string };
  /** A session has a new token: it was renewed, or the person has signed in again. session.token() returns it. */
  renewed: { session: AuthSession };
  /** A call of session.mastodon is waiting until a rate limit ends. */
  ratelimit: { session: AuthSession } & RatelimitWaiting;
  /** The value of sessions() or current has changed. */
  changed: Snapshot;
}

/** The sessions at one point in time. */
export interface Snapshot {
  current: AuthSession | undefined;
  sessions: readonly AuthSession[];
}

export type Listener<Type extends keyof AuthEvents> = (event: AuthEvents[Type]) => void;

export abstract class SessionEvents {
  readonly #listeners = new Set<{ type: string; listener: (event: never) => void }>();
  /** Undefined until it is opened; null if the browser has no BroadcastChannel or blocks it. */
  #tabs: BroadcastChannel | null | undefined;

  /** Does what a message says, of another tab or of the storage. */
  abstract receive(message: ReceivedMessage): void;

  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    const entry = { type, listener }; // the same function may listen twice
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  emit<Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]): void {
    for (const { type: heard, listener } of [...this.#listeners]) {
      // An exception of a listener becomes an unhandled rejection of the page. The other listeners are still called.
      if (heard === type) void (async () => (listener as Listener<Type>)(event))();
    }
  }

  /** Emits the difference between two snapshots. The session signedIn counts as new, even if it existed before. */
  emitChanges(before: Snapshot, now: Snapshot, signedIn?: string): void {
    const has = (from: Snapshot, session: AuthSession) => from.sessions.some(({ id }) => id === session.id);
    for (const session of now.sessions) if (session.id === signedIn || !has(before, session)) this.emit("signed-in", { session });
    for (const session of before.sessions) if (!has(now, session)) this.emit("signed-out", { session });
    if (now !== before) this.emit("changed", now);
  }

  /** Begins to hear the other tabs, for as long as the page lives. */
  open(): void {
    if (this.#tabs !== undefined || "Deno" in globalThis) return; // Deno would wait for the channel
    this.#tabs = null;
    try {
      this.#tabs = new BroadcastChannel("mastoauth");
      (this.#tabs as { unref?(): void }).unref?.(); // Node would wait for it
      this.#tabs.onmessage = ({ data }) => this.receive((data ?? {}) as ReceivedMessage);
    } catch {
      // The browser has no BroadcastChannel, or blocks it together with the storage, as Firefox does.
    }
    // These are needed in any case: a message may arrive before the stored change is visible in this tab, and then the browser says
    // when it is. The keys of accounts and sessions have that in them, also below a prefix of the page's own; the key is null if
    // the store was emptied. A page in the back/forward cache receives no messages.
    for (const type of ["storage", "pageshow"]) {
      globalThis.window?.addEventListener(type, ({ key, persisted }: Partial<StorageEvent & PageTransitionEvent>) => {
        if (persisted || /^null$|mastoauth:[as]/.test(key!)) this.receive({ sessions: true });
      });
    }
  }

  post(message: TabMessage): void {
    this.open();
    this.#tabs?.postMessage(message);
  }
}
