// The list of sessions of a createAuth. A session keeps its object until its data changes. Changes emit events.

import type { AuthOptions } from "../shared/auth-options.js";
import type { SessionClient } from "../shared/client.js";
import { isMastodonError } from "../shared/error-recognition.js";
import type { MastodonError } from "../shared/errors.js";
import { chain, isPromise, type MaybePromise } from "../shared/maybe-promise.js";
import type { HostPorts } from "../shared/module-call-types.js";
import type { StoredSessions } from "../shared/stored-session.js";
import type { TabMessage } from "../shared/session-event-types.js";
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
  /** The error of a store that did not answer when it was last read. */
  silence: MastodonError | undefined;
  readonly verdicts = new Map<string, "refused" | "barred" | number | Promise<void>>();
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
    const mark = JSON.stringify([current, stored]);
    if (mark === this.#mark) return this.#latest;
    this.#mark = mark;
    const before = this.#known;
    this.#known = new Map(stored.map(({ token, data }) => {
      const mark = JSON.stringify([token, data]);
      const old = before.get(data.id);
      // A changed token needs a new client: the old one would keep using the old token.
      return [data.id, old?.mark === mark ? old : { mark, token, session: new AuthSession(this, data), client: newClient(this, data.id) }];
    }));
    const sessions = [...this.#known.values()].map(({ session }) => session);
    return { sessions, current: this.#known.get(current)?.session };
  }

  find(id: string): AuthSession | undefined {
    this.snapshot();
    return this.#known.get(id)?.session;
  }

  /** Announces a completed login, and returns its session. */
  async add({ session, replayed }: T.SignIn): Promise<AuthSession> {
    await this.changed(replayed ? undefined : session.id);
    return this.find(session.id) ?? new AuthSession(this, session);
  }

  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    if (!this.#announced) void this.refresh(); // existing sessions emit no events
    return this.events.on(type, listener);
  }

  /** Reads the stored sessions, and emits the changes to the listeners of this tab. Also starts listening to other tabs. */
  refresh(signedIn?: string): Promise<void> {
    this.events.open();
    this.#queue = this.#queue.then(async () => {
      const before = this.#announced;
      const now = await this.#read();
      this.#announced = now;
      if (before) this.events.emitChanges(before, now, signedIn);
      this.silence = undefined;
    }).catch((error: unknown) => { // the store cannot be read, so no change is known
      if (isMastodonError(error, "storage_silent")) this.silence = error;
    });
    return this.#queue;
  }

  /** Does the same in all tabs, after this tab has changed something. */
  async changed(signedIn?: string): Promise<void> {
    await this.refresh(signedIn);
    this.events.post({ sessions: true });
  }

  #receive(message: TabMessage): void {
    if ("sessions" in message) {
      // Refresh twice: the message may arrive before the stored change is visible in this tab.
      setTimeout(() => void this.refresh(), 200);
      return void this.refresh();
    }
    const known = this.#known.get(message.id);
    if (!known) return;
    const { session } = known;
    if ("ratelimit" in message) return this.events.emit("ratelimit", { session, ...message.ratelimit });
    this.verdicts.set(known.token, "refused");
    this.events.emit("expired", { session, ...message.expired });
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
