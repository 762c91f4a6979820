// @ts-check
// Web Locks, which all tabs of a site share. A tab may see what another process wrote to localStorage only after a short delay,
// and a lock may change hands sooner. So a tab that releases a lock leaves a note of what it wrote under the lock. The next
// holder reads the notes and waits until it sees those values. If there is no note of another tab, it does not wait.
//
// A note is a lock too. Its name says what was written, and it is held until all tabs must see the values. Nobody else requests
// it. Notes are as reliable as the lock itself, since the browser keeps both in one place. When a tab is closed, its notes
// disappear.

import { newTakeover } from "./lock-takeover.js";
import { hold as holdProgram } from "./timers.js";

const page = globalThis;

/**
 * A lock that is held here: the keys that were written since with their earlier values, and each key that was read or written with
 * the value that this tab knows of.
 *
 * @typedef {{ name: string, replaced: Replaced, known: Map<string, string> }} Hold
 */

/**
 * @param {import("./host.js").Locks} otherLocks are used if the browser has no Web Locks. They need no notes.
 */
export function newLocks(otherLocks) {
  /** @type {Set<Hold>} */
  const holds = new Set();
  const takeover = newTakeover((lock) => [...holds].some(({ name }) => name === lock));

  /** @param {string} name @param {() => unknown} work @param {(replaced: Replaced) => Promise<void> | void} after */
  async function hold(name, work, after) {
    /** @type {Hold} */
    const own = { name, replaced: new Map(), known: new Map() };
    holds.add(own);
    try {
      return await work();
    } finally {
      holds.delete(own);
      await after(own.replaced);
    }
  }

  return {
    /**
     * Does the work once the lock is held, and settles as the work does, once the lock is free again: what the page does then, such
     * as alert, must not keep it. Rejects if the browser refuses locks.
     *
     * @param {string} name @param {() => unknown} work @returns {Promise<unknown>}
     */
    async request(name, work) {
      const manager = /** @type {LockManager | undefined} */ (page.navigator?.locks);
      if (!manager) return otherLocks.request(name, () => hold(name, work, () => undefined));
      takeover.listen();
      /** Ends the watch. @type {() => void} */
      let end = () => undefined;
      /** The work. It goes on if the lock is taken over, and may then write no longer: see overtaken. @type {Promise<unknown> | undefined} */
      let begun;
      const begin = async () => {
        end();
        const turn = await notes(manager, name).then(turnAfter).catch(() => 1); // if the browser does not list its locks
        return hold(name, work, (replaced) => leaveNote(manager, name, turn, replaced));
      };
      // The first request is still waiting when the lock is taken over. Its turn comes later, and is over at once.
      const ask = (/** @type {LockOptions} */ options) => manager.request(name, options, () => begun ? undefined : (begun = begin())).then(() => begun, (error) => {
        if (begun) return begun;
        end();
        throw error;
      });
      return new Promise((resolve, reject) => {
        end = takeover.watch(manager, name, () => void ask({ steal: true }).then(resolve, reject));
        ask({}).then(resolve, reject);
      });
    },

    /** Must be called before a key of localStorage changes. @param {string} key */
    changes(key) {
      for (const { replaced } of holds) replaced.set(key, (replaced.get(key) ?? new Set()).add(digest(stored(key))));
    },

    /** Must be called when a key of localStorage was read or has changed. @param {string} key */
    knows(key) {
      if (holds.size > 0) for (const { known } of holds) known.set(key, digest(stored(key)));
    },

    /**
     * Whether another tab has changed a key since a holder here has read it: it has taken the lock over, while this tab slept. Then
     * the key must not be written.
     *
     * @param {string} key
     */
    overtaken(key) {
      for (const { known } of holds) if (known.has(key) && known.get(key) !== digest(stored(key))) return true;
      return false;
    },
  };
}

/** In milliseconds: longer than it takes until all tabs see what one of them wrote, even on a busy machine. */
const visibleMs = 2_000;

/** The start of the names of locks that are notes. The rest is JSON: the lock, the holder's turn, and the changes. */
const notePrefix = "mastoauth:written:";

/** The keys that were written under a lock, and all their values before the last write. @typedef {Map<string, Set<string>>} Replaced */
/** A change: a key, its earlier values, and its value now. @typedef {[key: string, replaced: string[], now: string]} Change */
/** @typedef {{ turn: number, own: boolean, changes: Change[] }} Note */

/**
 * The notes of the last holders of a lock that this tab holds, oldest first.
 *
 * @param {LockManager} manager @param {string} lock @returns {Promise<Note[]>}
 */
async function notes(manager, lock) {
  const { held = [] } = await manager.query();
  const self = held.find(({ name }) => name === lock)?.clientId;
  return held
    .map(({ name, clientId }) => ({ ...noted(name), own: clientId === self }))
    .filter(({ of }) => of === lock)
    .sort((one, other) => one.turn - other.turn);
}

/**
 * Reads a note. If the name is not a note, of is not a lock.
 *
 * @param {string | undefined} name @returns {{ of?: string, turn: number, changes: Change[] }}
 */
function noted(name) {
  try {
    const [of, turn, changes] = JSON.parse(name?.startsWith(notePrefix) ? name.slice(notePrefix.length) : "[]");
    if (typeof turn === "number" && Array.isArray(changes) && changes.every((change) => Array.isArray(change?.[1]))) return { of, turn, changes: /** @type {any[]} */ (changes) };
  } catch {
    // other programs may use such names
  }
  return { turn: 0, changes: [] };
}

/** Waits until this tab sees what these holders wrote, and returns the number of the next turn. @param {Note[]} left */
async function turnAfter(left) {
  const last = left.at(-1);
  if (!last) return 1;
  // The values that show that this tab does not yet see the latest change: any value that a holder has replaced.
  /** @type {Map<string, Set<string>>} */
  const behind = new Map();
  for (const [key, replaced, now] of left.flatMap(({ changes }) => changes)) {
    const values = new Set([...(behind.get(key) ?? []), ...replaced]);
    values.delete(now);
    behind.set(key, values);
  }
  const seen = () => [...behind].every(([key, values]) => {
    const now = stored(key);
    return now === undefined || !values.has(digest(now));
  });
  if (!last.own && !seen()) await changed(seen);
  return last.turn + 1;
}

/**
 * Waits until another tab's writes make seen return true, but no longer than writes can take.
 *
 * @param {() => boolean} seen @returns {Promise<void>}
 */
function changed(seen) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      page.removeEventListener("storage", look);
      resolve();
    };
    const look = () => seen() && done();
    const late = setTimeout(done, visibleMs);
    page.addEventListener("storage", look);
  });
}

/**
 * Resolves once the note exists. Only then is the lock itself released.
 *
 * @param {LockManager} manager @param {string} lock @param {number} turn @param {Replaced} replaced @returns {Promise<void>}
 */
async function leaveNote(manager, lock, turn, replaced) {
  /** @type {Change[]} */
  const written = [...replaced].map(([key, values]) => [key, [...values], digest(stored(key))]);
  const changes = written.filter(([, values, now]) => values.some((value) => value !== now));
  if (changes.length === 0) return;
  await new Promise((left) => {
    manager.request(notePrefix + JSON.stringify([lock, turn, changes]), () => {
      left(undefined);
      return new Promise((end) => holdProgram(setTimeout(end, visibleMs), "unref"));
    }).catch(left);
  });
}

/** The value of a key of localStorage; undefined in a worker, or if the browser blocks it. @param {string} key */
function stored(key) {
  try {
    return page.localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/**
 * A hash that identifies a value without revealing it (FNV-1a, 32 bits). Two values with the same hash count as equal.
 *
 * @param {string | null | undefined} text
 */
function digest(text) {
  if (typeof text !== "string") return "";
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
