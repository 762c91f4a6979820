// What wasm/module/go-program.ts and the module see of host.js.

/** Calls an export of the module, which resolves or rejects sooner or later. False if the call has killed the module. */
export type Call = (name: string, args: unknown[], resolve: (value: unknown) => void, reject: (raw: unknown) => void) => boolean;

/** Told the version of the module once it runs. */
export type Ready = (version: string) => void;

/** What a LockManager does for us. */
export interface Locks {
  request(name: string, work: () => unknown): Promise<unknown>;
}

/** The functions of the module: all that there are, whatever the number of calls. */
export interface Module {
  /** Begins a call, and returns true. name is its place among the names of ready. aborted is undefined where nobody can call it off. */
  begin(call: number, name: number, aborted: boolean | undefined, ...args: unknown[]): unknown;
  /** Calls a call off. */
  abort(call: number): void;
  /** Answers what the module waits for. */
  settle(wait: number, ...answer: unknown[]): void;
}

/** What the module calls. A function whose first parameter is wait answers by Module.settle. */
export interface Host {
  call: Call;
  /** names are those of the exports, and headers the response headers to hand on. */
  ready(version: string, names: string[], headers: string[], module: Module): void;
  resolve(call: number, value: unknown): void;
  reject(call: number, raw: unknown): void;
  /** Calls off what is waited for, or gives back the lock that was. */
  stop(wait: number): void;
  /** Calls off and gives back everything: the program has ended. */
  end(): void;
  debug(line: string): void;

  /** Name, value, name, value …, or undefined for what is no object with named members. */
  entries(object: unknown): unknown[] | undefined;
  object(...entries: unknown[]): object;
  member(value: unknown, name: string): unknown;
  keys(value: unknown): string[];
  isList(value: unknown): boolean;
  number(value: unknown): number;
  /** As JSON has it; NaN and Infinity, which JSON has not, as JavaScript has them. */
  spell(value: number): string;
  with(value: object, name: string, member: unknown): object;

  /** Scheme, host, port, path, query, fragment and user, one a line; undefined for what is no address. */
  parse(raw: string): string | undefined;
  pairs(query: string): string[];

  random(bytes: number): string | undefined;
  digest(wait: number, text: string): void;

  /** Answers with the record, undefined, or "corrupt", "full" or "blocked". */
  read(wait: number, given: unknown, key: string): void;
  write(wait: number, given: unknown, key: string, fields: string): void;
  remove(wait: number, given: unknown, key: string): void;
  /** The keys; undefined where storage is blocked. */
  stored(given: unknown, prefix: string): (string | null)[] | undefined;

  lock(wait: number, name: string): void;

  /**
   * request is the method, the address, the headers and the form, one a line. Answers with a head (the shape of the body, the
   * address, the headers, one a line), the status, the body and its length as text; or with "timeout", "offline", "insecure" or "network" alone.
   */
  fetch(wait: number, given: unknown, request: string, json: unknown, limit: number, keepalive: boolean, blind: boolean): void;
}

export function newHost(onReady: Ready, otherLocks: Locks): Host;
