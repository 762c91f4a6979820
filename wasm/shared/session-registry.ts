// The sessions of a page, as a session itself and the code that is loaded later see them. session-list.ts keeps them, and hands
// itself to both: neither imports it.

import type { AuthOptions } from "./auth-options.js";
import type { MastodonError } from "./errors.js";
import type { MaybePromise } from "./maybe-promise.js";
import type { HostPorts, ModuleFunctions, OrUndefined, ResultOf } from "./module-call-types.js";
import type { StoredSession } from "./stored-session.js";
import type { TabMessage } from "./session-event-types.js";
import type * as T from "./types.gen.js";

export interface SessionRegistry<Session extends T.Session = T.Session> {
  readonly options: AuthOptions;
  /** What each call into the module is given. */
  readonly host: HostPorts;
  /** What servers said about tokens: refused, or good at that time; or the question that is under way. */
  readonly verdicts: Map<string, "refused" | "barred" | number | Promise<void>>;
  call<Name extends keyof ModuleFunctions>(name: Name, options: OrUndefined<NonNullable<Parameters<ModuleFunctions[Name]>[0]>>): Promise<ResultOf<Name>>;
  /** Does what may take its time, and gives up when the signal says so; undefined if the person closes the popup. */
  abortable<Result>(op: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<Result>, popup?: Window): Promise<Result | undefined>;
  /** What was thrown, as an error of this library. */
  toError(failed: unknown): MastodonError;
  readSession(options: T.HostOptions, id: string): MaybePromise<StoredSession | undefined>;
  readRecord(options: T.HostOptions, key: string): MaybePromise<Record<string, unknown> | undefined>;
  find(id: string): Session | undefined;
  /** Makes a login known that was completed, and returns its session. */
  add(done: T.SignIn): Promise<Session>;
  /** Reads what is stored, and tells the listeners of this tab what is not as it was. */
  refresh(): Promise<void>;
  /** The same in all tabs, after a change by this one. */
  changed(): Promise<void>;
  /** Tells all tabs, this one first. */
  announce(message: TabMessage): void;
}
