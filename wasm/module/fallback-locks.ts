// Locks for browsers without Web Locks: a record in localStorage says who holds one, and until when. Web Storage cannot test and
// set at once, so whoever has written their name waits, and sees whether it still stands there.

/** For how long the other tabs wait for one that was closed. */
const lifeMs = 10_000;
/** Longer than it takes until all tabs see what one of them stored, on a machine that has much else to do. */
const visibleMs = 300;
const pollMs = 50;

export const fallbackLocks = {
  /** Does the work once the lease is ours. Where nothing can be stored, there are no other tabs to keep in order. */
  async request(name: string, work: () => unknown): Promise<unknown> {
    const lock = new StoredLock(`mastoauth:lock:${name}`);
    try {
      for (let now = lock.currentHolder(); now !== lock.holder; now = lock.currentHolder()) {
        if (!now) lock.claim();
        await pause(now ? pollMs : visibleMs);
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
  /** A name that no other tab has; it is no secret. */
  readonly holder = `${Date.now()}.${Math.random()}`;
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** Who holds it, if anybody does. */
  currentHolder(): string | undefined {
    const { holder, until } = read(localStorage.getItem(this.#key));
    const left = Number(until) - Date.now();
    return left > 0 && left <= lifeMs ? String(holder) : undefined; // more is left where a clock was set back
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

/** A store that fails by now leaves the lease to run out. */
function ignoreErrors(work: () => void): void {
  try {
    work();
  } catch {
    // see above
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
