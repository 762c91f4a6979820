// @ts-check
// JavaScript's half of the bridge: all that a page can do better than Go. Each thing is one function that Go calls once,
// because a step from one language into the other costs as much as the work itself. Nothing here throws, since what others
// wrote (a fetch, a storage, the getters of an options object) is called here alone; what fails is answered with a word,
// and Go knows the words. Lists of names and values come as one text, in the form of a query.
//
// It is plain JavaScript, so that the tests of this folder run the very file that wasm/program.ts bundles.

const page = globalThis;

/**
 * Makes mastoauthHost, which the module finds in its global scope.
 * @param {import("./host.js").Ready} onReady is called when the module waits for its first call.
 * @param {import("./host.js").Locks} otherLocks stand in for Web Locks where the browser has none.
 * @returns {import("./host.js").Host}
 */
export function newHost(onReady, otherLocks) {
  /** @type {import("./host.js").Module} */
  let module;
  /** @type {string[]} */
  let headers = [];

  /** @type {Map<number, { resolve(value: unknown): void, reject(raw: unknown): void, unlisten(): void }>} */
  const calls = new Map();
  let lastCall = 0;

  /** @type {import("./host.js").Call} */
  function call(name, args, resolve, reject) {
    const id = ++lastCall;
    const given = member(args.at(-1), "signal");
    const signal = typeof member(given, "addEventListener") === "function" ? /** @type {AbortSignal} */ (given) : undefined;
    const abort = () => module.abort(id);
    signal?.addEventListener("abort", abort);
    calls.set(id, { resolve, reject, unlisten: () => signal?.removeEventListener("abort", abort) });
    return module.begin(id, name, signal?.aborted, ...args) === true;
  }

  /** @param {number} id */
  function ended(id) {
    const call = calls.get(id);
    calls.delete(id);
    call?.unlisten();
    return call;
  }

  /** What Go waits for and may call off. @type {Map<number, () => void>} */
  const running = new Map();

  /** @param {number} id @param {unknown} value */
  function settle(id, value) {
    running.delete(id);
    module.settle(id, value);
  }

  /**
   * Answers with what a storage's function returned, sooner or later, or with why it failed.
   *
   * @param {number} id @param {() => unknown} use @param {(result: unknown) => unknown} [read]
   */
  function settleWith(id, use, read = () => undefined) {
    const failed = (/** @type {unknown} */ error) => settle(id, member(error, "name") === "QuotaExceededError" ? "full" : "blocked");
    try {
      const result = use();
      if (typeof member(result, "then") !== "function") settle(id, read(result));
      else /** @type {Promise<unknown>} */ (result).then((value) => settle(id, read(value)), failed);
    } catch (error) {
      failed(error);
    }
  }

  return {
    call,

    // The program and its calls.

    ready(version, names, functions) {
      module = functions;
      headers = names;
      onReady(version);
    },
    resolve: (id, value) => ended(id)?.resolve(value),
    reject: (id, raw) => ended(id)?.reject(raw),
    stop(id) {
      const stop = running.get(id);
      running.delete(id);
      stop?.();
    },
    end: () => running.forEach((stop) => stop()),
    debug: (line) => console.debug(line),

    // Values.

    entries(object) {
      if (!isPlain(object)) return undefined;
      return Object.keys(object).flatMap((name) => {
        try {
          return [name, object[name]];
        } catch {
          return [name, unreadable];
        }
      });
    },
    object(...entries) {
      /** @type {Record<string, unknown>} */
      const object = {};
      for (let at = 0; at < entries.length; at += 2) object[/** @type {string} */ (entries[at])] = entries[at + 1];
      return object;
    },
    member: (value, name) => (isPlain(value) ? member(value, name) : undefined),
    keys: (value) => (isPlain(value) ? Object.keys(value) : []),
    isList: (value) => Array.isArray(value),
    number: (value) => (typeof value === "number" || (typeof value === "string" && value !== "") ? Number(value) : NaN),
    spell: (value) => String(value),
    with: (value, name, member) => Object.assign({}, value, { [name]: member }),

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
    pairs: (query) => [...new URLSearchParams(query)].flat(),

    // Cryptography, which browsers keep from pages that came over plain http.

    random(bytes) {
      try {
        return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
      } catch {
        return undefined;
      }
    },
    async digest(id, text) {
      try {
        settle(id, base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))));
      } catch {
        settle(id, undefined);
      }
    },

    // Storage: localStorage, or an object of the caller's.

    read: (id, given, key) => settleWith(id, () => store(given).getItem(key), record),
    write: (id, given, key, fields) => settleWith(id, () => store(given).setItem(key, JSON.stringify(fromQuery(fields)))),
    remove: (id, given, key) => settleWith(id, () => store(given).removeItem(key)),
    stored(given, prefix) {
      try {
        const place = store(given);
        // Not every store of the caller's can be listed.
        if (typeof place.key !== "function") return [];
        return Array.from({ length: place.length }, (_, at) => place.key(at)).filter((key) => key?.startsWith(prefix));
      } catch {
        return undefined;
      }
    },

    // Locks, which all tabs of a site share. Where they are refused (a sandboxed page), the answer is at once that the lock is
    // held: one program is all there is to keep in order.

    lock(id, name) {
      const manager = /** @type {import("./host.js").Locks} */ (member(member(page, "navigator"), "locks") ?? otherLocks);
      let wanted = true;
      running.set(id, () => (wanted = false));
      const granted = () => (wanted ? new Promise((release) => {
        // Before Go is told, which may be done with the lock by the time it returns. Tabs in different processes see each
        // other's writes a moment late: the next one shall not read what was there before. (Leases see to that themselves.)
        running.set(id, manager === otherLocks ? /** @type {() => void} */ (release) : () => setTimeout(release, visibleEverywhere));
        module.settle(id, undefined);
      }) : undefined);
      const refused = () => {
        if (wanted && running.has(id)) settle(id, undefined);
      };
      try {
        void manager.request(name, granted).catch(refused);
      } catch {
        refused();
      }
    },

    // fetch, its time limit, and what came.

    async fetch(id, given, request, json, limit, keepalive, blind) {
      const controller = new AbortController();
      const timer = setTimeout(() => {
        settle(id, "timeout");
        controller.abort();
      }, limit);
      running.set(id, () => {
        clearTimeout(timer);
        controller.abort();
      });
      // Go's stack goes first: Chromium looks through all of it each time that fetch is called.
      await undefined;
      if (controller.signal.aborted) return;
      const [method = "", url = "", fields = "", form = ""] = request.split("\n");
      try {
        const get = typeof given === "function" ? /** @type {typeof fetch} */ (given) : page.fetch;
        const answer = await get(url, requestInit(method, fields, form, json, keepalive, blind, controller.signal));
        const text = String(await answer.text());
        const [shape, body] = decoded(text, answer.headers.get("Content-Type")?.includes("json") ?? false);
        const head = [shape, answer.url ?? ""].concat(headers.map((name) => answer.headers.get(name) ?? ""));
        if (!running.delete(id)) return; // it was called off, or took too long
        module.settle(id, head.join("\n"), answer.status, body, text.length);
      } catch {
        if (running.has(id)) settle(id, whyNoAnswer(url));
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** In milliseconds: longer than it takes until all tabs see what one of them stored. */
const visibleEverywhere = 100;

/** Stands for a member that could not be read. */
const unreadable = Symbol("unreadable");

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A member of anything; undefined where there is none and where it cannot be read. @param {unknown} value @param {string} name */
function member(value, name) {
  try {
    return /** @type {Record<string, unknown>} */ (value)?.[name];
  } catch {
    return undefined;
  }
}

/** @param {string} fields @returns {Record<string, string>} */
const fromQuery = (fields) => Object.fromEntries(new URLSearchParams(fields));

/** @param {Uint8Array} bytes */
const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Reading the window's property throws where the browser blocks storage, so it is asked for each time. @param {unknown} given */
function store(given) {
  return /** @type {Storage} */ (isPlain(given) ? given : page.localStorage);
}

/** A record is an object of texts, in JSON. @param {unknown} item */
function record(item) {
  if (typeof item !== "string") return undefined;
  try {
    const value = JSON.parse(item);
    return isPlain(value) ? value : "corrupt";
  } catch {
    return "corrupt";
  }
}

/** A browser hides from a page why there was no answer. This is what can be told. @param {string} url */
function whyNoAnswer(url) {
  if (member(member(page, "navigator"), "onLine") === false) return "offline";
  return member(member(page, "location"), "protocol") === "https:" && url.startsWith("http:") ? "insecure" : "network";
}

/**
 * Builds fetch's second argument. Cookies and the address of this page stay here, answers with tokens are not cached, and
 * nothing with a secret in it follows a redirect.
 *
 * @param {string} method @param {string} fields @param {string} form @param {unknown} json
 * @param {boolean} keepalive @param {boolean} blind @param {AbortSignal} signal @returns {RequestInit}
 */
function requestInit(method, fields, form, json, keepalive, blind, signal) {
  const headers = fromQuery(fields);
  // Browsers keep their own User-Agent; in some of them, setting it costs a preflight that servers refuse.
  if (inBrowser) delete headers["User-Agent"];
  // A request with a token has a preflight, and with no-store Chromium forgets its answer: each call would be two requests.
  const cache = "Authorization" in headers ? "default" : "no-store";
  /** @type {RequestInit} */
  const init = { method, headers, signal, keepalive, credentials: "omit", referrerPolicy: "no-referrer", cache };
  if (blind) init.mode = "no-cors"; // which knows no redirect but follow
  else if (method !== "GET" || "Authorization" in headers) init.redirect = "error";
  if (json !== undefined) {
    init.body = JSON.stringify(json);
    headers["Content-Type"] = "application/json";
  } else if (method !== "GET") init.body = new URLSearchParams(form);
  return init;
}

/** Whether this is a page or a worker, rather than Node, Deno or Bun. */
const inBrowser = "document" in page || "WorkerGlobalScope" in page;

/** What a body is, and its value. What parses as JSON is JSON, whatever the server announces it as. @param {string} text @param {boolean} announced */
function decoded(text, announced) {
  const start = text.trimStart()[0];
  if (start === undefined) return ["empty"];
  if (start === "<") return ["html"];
  try {
    return ["json", JSON.parse(text)];
  } catch {
    return [announced ? "broken" : "other"];
  }
}
