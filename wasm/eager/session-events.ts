// What happens to the sessions, told to the listeners in all tabs.

import type { AuthSession } from "./auth-session.js";
import { indexKey } from "./session-storage.js";
import type { Health, RatelimitWaiting } from "../shared/types.gen.js";

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
  changed: { current: AuthSession | undefined; sessions: readonly AuthSession[] };
}

export type Listener<Type extends keyof AuthEvents> = (event: AuthEvents[Type]) => void;

/** What tabs tell each other: that the stored sessions changed, or an event of a session, by its id. */
export type Message = { sessions: true } | { id: string; expired: { health: Health; description?: string } } | { id: string; ratelimit: RatelimitWaiting };

export class Channel {
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #hear: (message: Message) => void;
  /** Undefined until it is opened; null if there is none. */
  #tabs: BroadcastChannel | null | undefined;

  constructor(hear: (message: Message) => void) {
    this.#hear = hear;
  }

  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    const own: Listener<Type> = (event) => listener(event); // the same function may listen twice
    const all = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, all.add(own));
    this.open();
    return () => void all.delete(own);
  }

  emit<Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]): void {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      // What it throws is the page's own, and the other listeners are to be told all the same.
      void (async () => (listener as Listener<Type>)(event))();
    }
  }

  /** Begins to hear the other tabs, for as long as the page lives. */
  open(): void {
    if (this.#tabs !== undefined) return;
    this.#tabs = tabs();
    if (this.#tabs) this.#tabs.onmessage = ({ data }) => this.#hear(data as Message);
    // Not only where there is no BroadcastChannel: a message may come before what was stored is visible here. And a page that was
    // put away heard nothing meanwhile.
    for (const type of ["storage", "pageshow"]) {
      globalThis.window?.addEventListener(type, ({ key, persisted }: Partial<StorageEvent & PageTransitionEvent>) => {
        if (persisted || key === indexKey || key === null) this.#hear({ sessions: true });
      });
    }
  }

  tell(message: Message): void {
    this.open();
    this.#tabs?.postMessage(message);
  }
}

function tabs(): BroadcastChannel | null {
  try {
    const channel = new BroadcastChannel("mastoauth");
    (channel as { unref?(): void }).unref?.(); // Node would wait for it
    return channel;
  } catch {
    return null; // there is none, or it is blocked with the storage: Firefox does that
  }
}
