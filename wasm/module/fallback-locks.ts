// Locks for browsers without Web Locks. A record in localStorage has the holder of a lock, and the time at which it expires. Web
// Storage has no atomic test-and-set, so a tab that has written its name waits, and then checks that the record still has it.

/** The time until a lock expires, in milliseconds: so long other tabs wait for a holder that was closed. */
const lifeMs = 9_000;
/** Longer than a write takes to become visible in all tabs, even on a busy machine, in milliseconds. */
const visibleMs = 300;
const pollMs = 50;

export const fallbackLocks = {
  /** Runs the work while holding the lock. If nothing can be stored, tabs share no data, so it runs without a lock. */
  async request(name: string, work: () => unknown): Promise<unknown> {
    const lock = new StoredLock(`mastoauth:lock:${name}`);
    try {
      for (let now = lock.currentHolder(); now !== lock.holder; now = lock.currentHolder()) {
        if (!now) lock.claim();
        if (now) await pause(pollMs);
        else while (await pause(visibleMs) > 2 * visibleMs); // the machine is busy, and other tabs' writes are late too
      }
    } catch {
      return work();
    }
    const renewal = setInterval(() => lock.renew(), lifeMs / 4);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      lock.release();
    }
  },
};

class StoredLock {
  /** A unique name of this holder. It is no secret. */
  readonly holder = `${Date.now()}.${Math.random()}`;
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** The holder of the lock, if there is one. */
  currentHolder(): string | undefined {
    const { holder, until } = read(localStorage.getItem(this.#key));
    const left = Number(until) - Date.now();
    return left > 0 && left <= lifeMs ? String(holder) : undefined; // more than lifeMs is left if the clock was set back
  }

  claim(): void {
    localStorage.setItem(this.#key, JSON.stringify({ holder: this.holder, until: Date.now() + lifeMs }));
  }

  renew(): void {
    ignoreErrors(() => {
      if ([this.holder, undefined].includes(this.currentHolder())) this.claim();
    });
  }

  release(): void {
    ignoreErrors(() => {
      if (this.currentHolder() === this.holder) localStorage.removeItem(this.#key);
    });
  }
}

function read(record: string | null): Partial<Record<"holder" | "until", unknown>> {
  try {
    return Object(JSON.parse(record ?? "{}")) as object;
  } catch {
    return {};
  }
}

/** If the store fails, the lock expires by itself. */
function ignoreErrors(work: () => void): void {
  try {
    work();
  } catch {
    // see above
  }
}

/** Resolves to the time that it took, in milliseconds. */
function pause(ms: number): Promise<number> {
  const begun = performance.now();
  return new Promise((resume) => setTimeout(() => resume(performance.now() - begun), ms));
}
