// What wasm/module/go-program.ts and the module see of host.js.

/** Calls an export of the module, which later resolves or rejects. Returns false if the call ended the module. */
export type Call = (name: string, args: unknown[], resolve: (value: unknown) => void, reject: (raw: unknown) => void) => boolean;

/** Called with the version of the module once it runs. */
export type Ready = (version: string) => void;

/** The part of LockManager that is used. */
export interface Locks {
  request(name: string, work: () => unknown): Promise<unknown>;
}

/** The functions of the module. Their number does not grow with the number of calls. */
export interface Module {
  /** Starts a call, and returns true. name is its index in the names of ready. aborted is undefined if the call cannot be aborted. */
  begin(call: number, name: number, aborted: boolean | undefined, ...args: unknown[]): unknown;
  /** Aborts a call. */
  abort(call: number): void;
  /** Passes the result that the module waits for. */
  settle(wait: number, ...answer: unknown[]): void;
}

/** The functions that the module calls. A function whose first parameter is wait passes its result to Module.settle. */
export interface Host {
  call: Call;
  /** names are the names of the exports. headers are the response headers to pass to the module. */
  ready(version: string, names: string[], headers: string[], module: Module): void;
  resolve(call: number, value: unknown): void;
  reject(call: number, raw: unknown): void;
  /** Aborts a request that the module waits for, or releases its lock. */
  stop(wait: number): void;
  /** Aborts all requests and releases all locks, because the program has ended. */
  end(): void;
  /** Clears the timer of the time limits, if no request is left. */
  rest(): void;
  debug(line: string): void;

  /** Name, value, name, value …, or undefined if it is not an object with named members. */
  entries(object: unknown): unknown[] | undefined;
  object(...entries: unknown[]): object;
  member(value: unknown, name: string): unknown;
  keys(value: unknown): string[];
  isList(value: unknown): boolean;
  /** Whether this is a page, or a worker of one. */
  hasPage(): boolean;
  /** Whether JSON.stringify sends all of the value. */
  isSendable(value: unknown): boolean;
  optionHint: typeof optionHint;
  number(value: unknown): number;
  /** The JSON spelling. NaN and Infinity, which do not exist in JSON, are spelled as in JavaScript. */
  spell(value: number): string;
  with(value: object, name: string, member: unknown): object;

  /** Scheme, host, port, path, query, fragment and user, one per line; undefined if it is not a URL. */
  parse(raw: string): string | undefined;
  pairs(query: string): string[];

  random(bytes: number): string | undefined;
  digest(wait: number, text: string): void;

  /** Results in the record, undefined, or "corrupt", "full", "blocked", "silent" or, for a change, "lost", and in what the store threw. */
  read(wait: number, given: unknown, key: string): void;
  write(wait: number, given: unknown, key: string, fields: string): void;
  remove(wait: number, given: unknown, key: string): void;
  /** The keys; undefined if storage is blocked. */
  stored(given: unknown, prefix: string): (string | null)[] | undefined;

  lock(wait: number, name: string): void;
  /** Gives a lock back, by the number of its wait. Results once it is free. */
  unlock(wait: number, lock: number): void;

  /**
   * request is the method, the URL, the headers and the form, one per line. Results in a head (the shape of the body, the URL
   * and the headers, one per line), the status, the body, and its length as text. A failure results in only "timeout",
   * "offline", "network", or the reason if it is known. most is how many bytes the body may have.
   * files has the field's name, the file's name, its type and a FileToSend for each file: the form is then sent as multipart.
   */
  fetch(wait: number, given: unknown, request: string, json: unknown, limit: number, keepalive: boolean, blind: boolean, most: number, ...files: unknown[]): void;

  /** Results in the reason why a request got no answer, what happened, and what to do, one per line; undefined if nothing is known. */
  explain(wait: number, given: unknown, address: string, known: string): void;
}

/** A file, as the module passes it on. */
export interface FileToSend {
  blob: Blob;
  size: number;
  type: string;
  /** Is told how much of the request has been sent. */
  onProgress?: ((progress: { loaded: number; total: number }) => void) | undefined;
}

/** The browser's fetch. With the member onProgress in its second argument, that is told the progress of an upload. */
export const ownFetch: typeof fetch;

/** Whether Object.keys shows all members of an object. */
export function isOpen(object: object): boolean;

/** The hint for the name of an option that there is not, or "". The names are separated by spaces, and may have a question mark behind them. */
export function optionHint(name: string, names: string): string;

export function newHost(onReady: Ready, otherLocks: Locks): Host;

/** How long a store may take for one call, in milliseconds: less once it was silent, until it answers again. */
export function limitOf(store: unknown): number;

/** Notes whether a store has answered. */
export function noteAnswer(store: unknown, answers: boolean): void;

/** Notes that an address answered 410 (Gone), or not at all. A browser's cache may keep such an answer for ever. */
export function doubt(url: string): void;

/** Sends a request with this fetch, past the cache if the address is doubted. It rejects for a redirect where init forbids one. */
export function ask(get: typeof fetch, url: string, init: RequestInit): Promise<Response>;

/** The reason why a request got no answer, what happened, and what to do; see doctor.js. */
export function explain(given: unknown, address: string, known?: string): Promise<[reason: string, message: string, hint: string] | undefined>;

/** Whether the browser knows that there is no network. */
export function isOffline(): boolean;

/** The code of a request that got no answer, or the reason if it is known. */
export function whyNoAnswer(error: unknown): string;
/** Whether the globals are those of a page or a worker, not those of Node, Deno or Bun. */
export function inBrowser(): boolean;
/** Whether this is a Cloudflare Worker, which has the globals of a page's worker. */
export function inCloudflareWorker(): boolean;
/** Whether there is a person's browser, with its rules, extensions and settings. */
export function hasPage(): boolean;

/** Says whether a program waits for a timer before it ends. */
export function hold(timer: unknown, how: "ref" | "unref"): void;
