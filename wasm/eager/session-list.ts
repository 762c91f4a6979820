// The list of sessions of a createAuth. A session keeps its object until its data changes. Changes emit events.

import type { AuthOptions } from "../shared/auth-options.js";
import type { SessionClient } from "../shared/client.js";
import { toMastodonError } from "../shared/error-from-fields.js";
import { isMastodonError } from "../shared/error-recognition.js";
import type { MastodonError } from "../shared/errors.js";
import { chain, isPromise, type MaybePromise } from "../shared/maybe-promise.js";
import type { StoredSessions } from "../shared/stored-session.js";
import type { ReceivedMessage, SignInAgain, Verdict } from "../shared/session-event-types.js";
import type * as T from "../shared/types.gen.js";
import { AuthSession, type SessionOwner } from "./auth-session.js";
import { Mastodon } from "./mastodon.js";
import { callModule } from "./module-call.js";
import { abortable, withLazyCode } from "./module-instance.js";
import { type AuthEvents, type Listener, SessionEvents, type Snapshot } from "./session-events.js";
import { readRecord, readSession, readSessions } from "./session-storage.js";

interface Entry {
  mark: string;
  token: string;
  health: string;
  /** The token that the listeners were last told about. */
  told: string | undefined;
  session: AuthSession;
  client: Mastodon;
}

export class SessionList extends SessionEvents implements SessionOwner {
  readonly options: AuthOptions;
  #known = new Map<string, Entry>();
  /** The sessions that were read last, as JSON. */
  #mark = "";
  #latest: Snapshot = { sessions: [], current: undefined };
  /** The snapshot that the listeners were last told about. */
  #announced: Snapshot | undefined;
  #queue: Promise<void> = Promise.resolve();
  #asynchronous = false;
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
    super();
    this.options = options;
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
    // A new token changes neither the session nor the client, which reads the token from the store.
    this.#known = new Map(stored.map(({ data, ...credentials }) => {
      const mark = JSON.stringify(data);
      const old = before.get(data.id);
      const session = old?.mark === mark ? old.session : this.newSession(data);
      return [data.id, { ...credentials, mark, told: old?.told, session, client: old?.client ?? newClient(this, data.id) }];
    }));
    const mark = JSON.stringify([current, stored.map(({ data }) => data)]);
    if (mark === this.#mark) return this.#latest;
    this.#mark = mark;
    const sessions = [...this.#known.values()].map(({ session }) => session);
    return { sessions, current: this.#known.get(current)?.session };
  }

  known(id: string): Entry | undefined {
    this.snapshot();
    return this.#known.get(id);
  }

  find(id: string): AuthSession | undefined {
    return this.known(id)?.session;
  }

  newSession(data: T.Session): AuthSession {
    return new AuthSession(this, data);
  }

  override on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    if (!this.#announced) void this.refresh(); // existing sessions emit no events
    return super.on(type, listener);
  }

  /** Reads the stored sessions, and emits the changes to the listeners of this tab. Also starts listening to other tabs. */
  refresh(again?: SignInAgain | false): Promise<void> {
    this.open();
    this.#queue = this.#queue.then(async () => {
      const before = this.#announced;
      const now = await this.#read();
      this.#announced = now;
      let signedIn: string | undefined;
      if (again) {
        this.verdicts.delete(this.#known.get(again.id)?.token as string); // the token may be the same as before
        if (!this.#again.has(again.name)) signedIn = again.id;
        this.#again.add(again.name);
      }
      if (before) this.emitChanges(before, now, signedIn);
      this.#known.forEach((entry, id) => {
        const { token, told = token, health, session } = entry;
        if (told !== token) this.emit("renewed", { session });
        entry.told = token;
        if (health) this.receive({ id, expired: { health } });
      });
      this.silence = undefined;
    }).catch((error: unknown) => { // the store cannot be read, so no change is known
      if (isMastodonError(error, "storage_silent")) this.silence = error;
    });
    return this.#queue;
  }

  receive(message: ReceivedMessage): void {
    (message.sessions ? this.refresh(message.again) : withLazyCode(async ({ receive }) => receive(this, message))).catch(() => undefined);
  }

  /** Does the same in all tabs, after this tab has changed something. */
  async changed(again?: SignInAgain): Promise<void> {
    const known = this.#announced?.sessions.some(({ id }) => id === again?.id);
    await this.refresh(again);
    this.post({ sessions: true, again: known && again }); // the other tabs see a new session by themselves
  }

  /** The client of a session. */
  client(id: string): Mastodon {
    return this.known(id)?.client ?? newClient(this, id);
  }
}

/** client-call.ts turns these options into those of a client. */
function newClient(sessions: SessionList, id: string): Mastodon {
  return new Mastodon({ sessions, id } satisfies SessionClient as T.MastodonOptions);
}
