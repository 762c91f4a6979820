// The interface of the list of sessions, for AuthSession and for the lazy code. session-list.ts implements it and passes itself to
// both, so neither imports it.

import type { AuthOptions } from "./auth-options.js";
import type { MastodonError } from "./errors.js";
import type { MaybePromise } from "./maybe-promise.js";
import type { ModuleFunctions, OrUndefined, ResultOf } from "./module-call-types.js";
import type { AbortSignal, Window } from "./platform-types.js";
import type { StoredSession } from "./stored-session.js";
import type { SignInAgain, TabMessage, Verdict } from "./session-event-types.js";
import type * as T from "./types.gen.js";

export interface SessionRegistry<Session extends T.Session = T.Session> {
  readonly options: AuthOptions;
  /** The server's last word on each token. */
  readonly verdicts: Map<string, Verdict>;
  /** The error of a store that did not answer when it was last read. */
  readonly silence: MastodonError | undefined;
  call<Name extends keyof ModuleFunctions>(name: Name, options: OrUndefined<NonNullable<Parameters<ModuleFunctions[Name]>[0]>>): Promise<ResultOf<Name>>;
  /** Runs asynchronous work, and rejects when the signal aborts. Resolves to undefined if the person closes the popup. */
  abortable<Result>(op: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<Result>, popup?: Window): Promise<Result | undefined>;
  /** Turns a thrown value into an error of this library. */
  toError(failed: unknown): MastodonError;
  readSession(options: T.HostOptions, id: string): MaybePromise<StoredSession | undefined>;
  readRecord(options: T.HostOptions, key: string): MaybePromise<Record<string, unknown> | undefined>;
  known(id: string): { readonly token: string; readonly session: Session } | undefined;
  find(id: string): Session | undefined;
  /** A session that is not in the list. */
  newSession(data: T.Session): Session;
  /** Reads the stored sessions, and emits the changes to the listeners of this tab. */
  refresh(): Promise<void>;
  /** The same in all tabs, after this tab has changed something. */
  changed(again?: SignInAgain): Promise<void>;
  emit(type: "expired" | "ratelimit", event: object): void;
  /** Sends a message to the other tabs. */
  post(message: TabMessage): void;
}
