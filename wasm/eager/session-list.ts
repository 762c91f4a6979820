// The list of sessions of a createAuth. A session keeps its object until its data changes. Changes emit events.

import type { AuthOptions } from "../shared/auth-options.js";
import type { SessionClient } from "../shared/client.js";
import { isMastodonError } from "../shared/error-recognition.js";
import type { MastodonError } from "../shared/errors.js";
import { chain, isPromise, type MaybePromise } from "../shared/maybe-promise.js";
import type { HostPorts } from "../shared/module-call-types.js";
import type { StoredSessions } from "../shared/stored-session.js";
import type { ReceivedMessage, SignInAgain, TabMessage, Verdict } from "../shared/session-event-types.js";
import type * as T from "../shared/types.gen.js";
import { AuthSession, type SessionOwner } from "./auth-session.js";
import { Mastodon } from "./mastodon.js";
import { callModule } from "./module-call.js";
import { abortable, toMastodonError } from "./module-instance.js";
import { type AuthEvents, type Listener, SessionEvents, type Snapshot } from "./session-events.js";
import { readRecord, readSession, readSessions } from "./session-storage.js";

interface Entry {
  mark: string;
  token: string;
  session: AuthSession;
  client: Mastodon;
  /** The store that the client reads its login from. */
  from: unknown;
}

export class SessionList implements SessionOwner {
  readonly options: AuthOptions;
  readonly events = new SessionEvents((message) => this.#receive(message));
  readonly host: HostPorts;
  #known = new Map<string, Entry>();
  /** The sessions that were read last, as JSON. */
  #mark = "";
  #latest: Snapshot = { sessions: [], current: undefined };
  /** The snapshot that the listeners were last told about. */
  #announced: Snapshot | undefined;
  #queue: Promise<void> = Promise.resolve();
  #asynchronous = false;
  /** The tokens that the listeners were last told about, by the session's id. */
  #tokens = new Map<string, string>();
  readonly verdicts = new Map<string, Verdict>();
  /** The sign-ins of sessions that existed before which the listeners were told about. */
  readonly #again = new Set<number>();
  /** The error of a store that did not answer when it was last read. */
  silence: MastodonError | undefined;
  /** For the lazy code, which may not import these functions. */
  readonly call = callModule;
  readonly abortable = abortable;
  readonly toError = toMastodonError;
  readonly readSession = readSession;
  readonly readRecord = readRecord;

  constructor(options: AuthOptions) {
    this.options = options;
    const { storage, fetch, requestTimeoutMs } = options;
    this.host = { storage, fetch, requestTimeoutMs };
  }

  /** The sessions that are stored now or, if the store is asynchronous, when it was last read. */
  snapshot(): Snapshot {
    if (this.#asynchronous) return this.#latest;
    try {
      const read = this.#read();
      if (isPromise(read)) {
        this.#asynchronous = true;
        read.catch(() => undefined);
      }
    } catch {
      // If storage is blocked, there are no sessions. A sign-in reports the error.
    }
    return this.#latest;
  }

  #read(): MaybePromise<Snapshot> {
    return chain(readSessions(this.options), (stored) => (this.#latest = this.#update(stored)));
  }

  #update({ current: chosen, sessions: stored }: StoredSessions): Snapshot {
    // While another tab removes a session, current may briefly be the id of one that is gone. The first session stands in then.
    const current = (stored.find(({ data }) => data.id === chosen) ?? stored[0])?.data.id ?? "";
    const before = this.#known;
    const from = this.host.storage;
    // A new token changes neither the session nor the client, which reads the token from the store.
    this.#known = new Map(stored.map(({ token, data }) => {
      const mark = JSON.stringify(data);
      const old = before.get(data.id);
      const session = old?.mark === mark ? old.session : new AuthSession(this, data);
      return [data.id, { mark, token, session, from, client: old && old.from === from ? old.client : newClient(this, data.id) }];
    }));
    const mark = JSON.stringify([current, stored.map(({ data }) => data)]);
    if (mark === this.#mark) return this.#latest;
    this.#mark = mark;
    const sessions = [...this.#known.values()].map(({ session }) => session);
    return { sessions, current: this.#known.get(current)?.session };
  }

  find(id: string): AuthSession | undefined {
    this.snapshot();
    return this.#known.get(id)?.session;
  }

  /** Announces a completed login, and returns its session. */
  async add(done: T.SignIn & { name?: number }): Promise<AuthSession> {
    const { session, replayed } = done;
    const again = { id: session.id, name: (done.name ??= Math.random()) };
    await this.changed(replayed ? undefined : again);
    return this.find(session.id) ?? new AuthSession(this, session);
  }

  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    if (!this.#announced) void this.refresh(); // existing sessions emit no events
    return this.events.on(type, listener);
  }

  /** Reads the stored sessions, and emits the changes to the listeners of this tab. Also starts listening to other tabs. */
  refresh(again?: SignInAgain): Promise<void> {
    this.events.open();
    this.#queue = this.#queue.then(async () => {
      const before = this.#announced;
      const now = await this.#read();
      this.#announced = now;
      if (again) this.verdicts.delete(this.#known.get(again.id)?.token ?? ""); // the token may be the same as before
      const signedIn = again && !this.#again.has(again.name) ? again.id : undefined;
      if (again) this.#again.add(again.name);
      if (before) this.events.emitChanges(before, now, signedIn);
      const tokens = this.#tokens;
      this.#tokens = new Map();
      for (const [id, { token, session }] of this.#known) {
        this.#tokens.set(id, token);
        if (tokens.has(id) && tokens.get(id) !== token) this.events.emit("renewed", { session });
      }
      this.silence = undefined;
    }).catch((error: unknown) => { // the store cannot be read, so no change is known
      if (isMastodonError(error, "storage_silent")) this.silence = error;
    });
    return this.#queue;
  }

  /** Does the same in all tabs, after this tab has changed something. */
  async changed(again?: SignInAgain): Promise<void> {
    const known = this.#announced?.sessions.some(({ id }) => id === again?.id);
    await this.refresh(again);
    this.events.post({ sessions: true, again: known ? again : undefined }); // the other tabs see a new session by themselves
  }

  #receive(message: ReceivedMessage): void {
    if (message.sessions) return void this.refresh(message.again);
    this.snapshot();
    const known = this.#known.get(message.id as string);
    if (!known) return;
    const { session } = known;
    const { ratelimit, expired } = message;
    if (ratelimit?.waitMs! > 0) return this.events.emit("ratelimit", { ...ratelimit!, session });
    if (typeof expired?.health !== "string") return; // another program's
    const { health } = expired;
    if (health === "good") return void this.verdicts.delete(known.token);
    if (this.verdicts.get(known.token)?.health === health) return; // it is told
    this.verdicts.set(known.token, { health, at: Date.now() });
    this.events.emit("expired", { ...expired, session });
  }

  /** Sends a message to all tabs, this one first. */
  announce(message: TabMessage): void {
    this.#receive(message);
    this.events.post(message);
  }

  /** The client of a session. */
  client(id: string): Mastodon {
    this.snapshot();
    return this.#known.get(id)?.client ?? newClient(this, id);
  }
}

/** client-call.ts turns these options into those of a client. */
function newClient(sessions: SessionList, id: string): Mastodon {
  return new Mastodon({ sessions, id } satisfies SessionClient as T.MastodonOptions);
}
