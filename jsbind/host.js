// @ts-check
// The JavaScript half of the bridge: everything that a page can do better than Go. Go calls one function for each task, because
// a step from one language to the other costs as much as the work itself. Each object or text that Go receives costs a
// finalizer, so only what Go reads is returned. Nothing here throws: other people's code (a fetch, a storage, the getters of an
// options object) is called only here. A failure is returned as a word that Go knows. Lists of names and values are one text,
// in the form of a query.
//
// It is plain JavaScript, so that the tests of this folder run the same files that wasm/module/go-program.ts bundles.

import { digest, randomText } from "./crypto.js";
import { newDeadlines } from "./deadlines.js";
import { hasPage, inBrowser, inCloudflareWorker } from "./environment.js";
import { explain } from "./doctor.js";
import { ask, bodyOf, decoded, doubt, isOffline, requestInit, whyNoAnswer } from "./fetch.js";
import { newLocks } from "./locks.js";
import { record, written } from "./record.js";
import { newRedaction, serverWords } from "./redaction.js";
import { optionHint } from "./option-names.js";
import { limitOf, noteAnswer, whyNotStored } from "./store-silence.js";
import { storeOf } from "./stores.js";
import { hold } from "./timers.js";
import { ownFetch } from "./upload.js";
import { entries, isList, isOpen, isPlain, isSendable, member, names } from "./values.js";

export { ask, doubt, explain, hasPage, hold, inBrowser, inCloudflareWorker, isOffline, isOpen, limitOf, noteAnswer, optionHint, ownFetch, whyNoAnswer };

/** It is that of the page, so that it outlives a module that stops. */
const redaction = newRedaction();

/** How many members of an object Go reads: core.MostElements. */
const mostElements = 1_000;

/**
 * Makes mastoauthHost, which the module finds in the global scope.
 * @param {import("./host.js").Ready} onReady is called when the module is ready for its first call.
 * @param {import("./host.js").Locks} otherLocks are used if the browser has no Web Locks.
 * @returns {import("./host.js").Host}
 */
export function newHost(onReady, otherLocks) {
  // They are called as plain functions: as methods, they would pass their object to Go too.
  /** @type {import("./host.js").Module["begin"]} */
  let begin;
  /** @type {import("./host.js").Module["abort"]} */
  let abort;
  /** @type {import("./host.js").Module["settle"]} */
  let answer;
  /** @type {string[]} */
  let headers = [];
  /** The index of each export among the module's exports. @type {Map<string, number>} */
  const places = new Map();
  const locks = newLocks(otherLocks);
  const deadlines = newDeadlines();

  /** @type {Map<number, { name: string, resolve(value: unknown): void, reject(raw: unknown): void, unlisten?: (() => void) | undefined }>} */
  const calls = new Map();
  let lastCall = 0;

  /** @type {import("./host.js").Call} */
  function call(name, args, resolve, reject) {
    const id = ++lastCall;
    const given = member(args.at(-1), "signal");
    const signal = typeof member(given, "addEventListener") === "function" ? /** @type {AbortSignal} */ (given) : undefined;
    redaction.learnCall(args);
    calls.set(id, { name, resolve, reject, unlisten: signal && listen(signal, () => abort(id)) });
    return begin(id, places.get(name) ?? 0, signal?.aborted, ...args) === true;
  }

  /** @param {number} id */
  function ended(id) {
    const call = calls.get(id);
    calls.delete(id);
    call?.unlisten?.();
    return call;
  }

  /** What Go waits for, with a function that aborts it. @type {Map<number, () => void>} */
  const running = new Map();

  /** For each lock that is held or waited for, when it is free again. @type {Map<number, Promise<unknown>>} */
  const unlocked = new Map();

  /** @param {number} id @param {unknown[]} values */
  const settle = (id, ...values) => (running.delete(id), answer(id, ...values));

  /**
   * Settles with the result of a storage function, which may be a promise, or with the reason why it failed and what the store threw.
   *
   * @param {number} id @param {unknown} given @param {() => unknown} use @param {(result: unknown) => unknown} [read]
   */
  function settleWith(id, given, use, read = () => undefined) {
    const failed = (/** @type {unknown} */ error) => settle(id, whyNotStored(error), redaction.unlessSecret(error));
    try {
      const result = use();
      if (typeof member(result, "then") !== "function") return settle(id, read(result));
      const deadline = deadlines.begin(limitOf(given), () => (noteAnswer(given, false), settle(id, "silent")));
      // A late answer is not passed on: the module ignores the number of a wait that has ended.
      /** @type {Promise<unknown>} */ (result).then((value) => settle(id, read(value)), failed).finally(() => (deadlines.end(deadline), noteAnswer(given, true)));
    } catch (error) {
      failed(error);
    }
  }

  /**
   * Changes a key. Results in "lost" if another tab has taken the lock over meanwhile, and has changed the key.
   *
   * @param {number} id @param {unknown} given @param {string} key @param {(store: Storage) => unknown} change
   */
  function write(id, given, key, change) {
    if (isPlain(given)) return settleWith(id, given, () => change(storeOf(given)));
    if (locks.overtaken(key)) return settle(id, "lost");
    settleWith(id, given, () => {
      locks.changes(key);
      change(storeOf(given));
      locks.knows(key);
    });
  }

  /** @param {unknown} given @param {string} key */
  function read(given, key) {
    const item = storeOf(given).getItem(key);
    if (!isPlain(given)) locks.knows(key);
    return item;
  }

  /**
   * @param {number} id @param {import("./deadlines.js").Deadline} deadline @param {unknown} given @param {string[]} request
   * @param {import("./fetch.js").Settings} settings @param {number} most
   */
  async function send(id, deadline, given, [method = "", url = "", fields = "", form = ""], settings, most) {
    // Let Go's stack unwind first: Chromium walks the whole stack each time fetch is called.
    await undefined;
    if (settings.signal.aborted) return;
    const offline = isOffline();
    try {
      const get = typeof given === "function" ? /** @type {typeof fetch} */ (given) : ownFetch;
      const came = await ask(get, url, requestInit(method, fields, form, settings));
      if (came.status === 410) doubt(url);
      const [text, isCut] = await bodyOf(came, most);
      const [shape, body] = decoded(text, isCut, came.headers.get("Content-Type")?.includes("json") ?? false);
      redaction.learnAnswer(body);
      const head = [shape, came.url ?? ""].concat(headers.map((name) => came.headers.get(name) ?? "")).join("\n");
      if (!running.delete(id)) return; // it was aborted, or the time limit was reached
      const date = Date.parse(came.headers.get("Date") ?? "") || 0;
      answer(id, head, came.status, body, text.length, date);
    } catch (error) {
      doubt(url);
      if (running.has(id)) settle(id, offline ? "offline" : whyNoAnswer(error), redaction.unlessSecret(error));
    } finally {
      deadlines.end(deadline);
    }
  }

  return {
    call,

    // The program and its calls.

    ready(version, names, handedOn, functions) {
      ({ begin, abort, settle: answer } = functions);
      names.forEach((name, place) => places.set(name, place));
      headers = handedOn;
      onReady(version);
    },
    resolve(id, value) {
      const call = ended(id);
      if (call) redaction.hideIn(serverWords[call.name]?.(value));
      call?.resolve(value);
    },
    reject: (id, raw) => ended(id)?.reject(redaction.hideIn(raw)),
    stop(id) {
      const stop = running.get(id);
      running.delete(id);
      stop?.();
    },
    end: () => running.forEach((stop) => stop()),
    rest: deadlines.rest,
    debug: (line) => console.debug(redaction.hidden(line)),

    // Values.

    entries,
    object(...entries) {
      const pairs = [];
      for (let at = 0; at < entries.length; at += 2) pairs.push([entries[at], entries[at + 1]]);
      return Object.fromEntries(pairs);
    },
    member: (value, name) => (isPlain(value) ? member(value, name) : undefined),
    keys: (value) => (isPlain(value) ? names(value) ?? [] : []).slice(0, mostElements),
    isList,
    hasPage,
    isSendable,
    optionHint,
    number: (value) => (typeof value === "number" || (typeof value === "string" && value !== "") ? Number(value) : NaN),
    spell: (value) => String(value),
    with: (value, name, member) => ({ .../** @type {object} */ (value), [name]: member }), // Object.assign would set a prototype

    // Addresses.

    parse(raw) {
      try {
        const url = new URL(raw);
        return [
          url.protocol.slice(0, -1), url.hostname, url.port, url.pathname, url.search.slice(1), url.hash.slice(1), url.username + url.password,
        ].join("\n");
      } catch {
        return undefined;
      }
    },
    pairs(query) {
      redaction.learnQuery(query);
      return [...new URLSearchParams(query)].flat();
    },

    // Cryptography.

    random: randomText,
    digest: (id, text) => void digest(text).then((made) => settle(id, made)),

    // Storage: an object of the caller's, localStorage, or the memory.

    read: (id, given, key) => settleWith(id, given, () => read(given, key), (item) => {
      const found = record(item);
      redaction.learnRecord(key, found);
      return found;
    }),
    write: (id, given, key, fields) => write(id, given, key, (store) => {
      redaction.learnRecord(key, Object.fromEntries(new URLSearchParams(fields)));
      const item = fields && store.getItem(key);
      const set = (/** @type {unknown} */ stored) => store.setItem(key, written(stored, fields));
      return isPlain(item) ? Promise.resolve(item).then(set) : set(item);
    }),
    remove: (id, given, key) => write(id, given, key, (store) => store.removeItem(key)),
    stored(given, prefix) {
      try {
        const place = storeOf(given);
        // Some stores of the caller's cannot list their keys.
        if (typeof place.key !== "function") return [];
        return Array.from({ length: place.length }, (_, at) => place.key(at)).filter((key) => key?.startsWith(prefix));
      } catch {
        return undefined;
      }
    },

    // Locks, which all tabs of a site share. If the browser refuses them (in a sandboxed page), the lock counts as held at
    // once: a single program needs no lock.

    lock(id, name) {
      let wanted = true;
      running.set(id, () => (wanted = false));
      const held = () => (wanted ? new Promise((release) => {
        // This must happen before Go is told, since Go may release the lock before settle returns.
        running.set(id, /** @type {() => void} */ (release));
        answer(id, undefined);
      }) : undefined);
      const over = locks.request(name, held).catch(() => {
        if (wanted && running.has(id)) settle(id, undefined);
      }).finally(() => unlocked.delete(id));
      unlocked.set(id, over);
    },

    unlock(id, lock) {
      const stop = running.get(lock);
      running.delete(lock);
      stop?.();
      Promise.resolve(unlocked.get(lock)).then(() => settle(id, undefined));
    },

    // fetch, its time limit, and the response.

    fetch(id, given, request, json, limit, keepalive, blind, most, ...files) {
      const controller = new AbortController();
      const deadline = deadlines.begin(limit, () => {
        settle(id, "timeout");
        controller.abort();
      });
      running.set(id, () => {
        deadlines.end(deadline);
        controller.abort();
      });
      const [method = "", url = "", fields = "", form = ""] = request.split("\n");
      redaction.learnRequest(url, fields, form, json);
      // No promise is returned, because it would be passed to Go.
      void send(id, deadline, given, [method, url, fields, form], { json, keepalive, blind, signal: controller.signal, files }, most);
    },

    explain: (id, given, address, known) => void explain(given, address, known).catch(() => undefined).then((found) => settle(id, found?.join("\n"))),
  };
}

/** @param {AbortSignal} signal @param {() => void} act */
function listen(signal, act) {
  signal.addEventListener("abort", act);
  return () => {
    try {
      signal.removeEventListener("abort", act);
    } catch {
      // It is a signal of the caller's own making. The call ends all the same.
    }
  };
}
