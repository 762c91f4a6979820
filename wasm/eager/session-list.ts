// The sessions that a page knows: the same objects as long as nothing about them changes, and the events when something does.

import type { AuthOptions } from "../shared/auth-options.js";
import type { SessionClient } from "../shared/client.js";
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
  /** What was read last, as text. */
  #mark = "";
  #latest: Snapshot = { sessions: [], current: undefined };
  /** What the listeners know. */
  #announced: Snapshot | undefined;
  #queue: Promise<void> = Promise.resolve();
  #asynchronous = false;
  readonly verdicts = new Map<string, "refused" | "barred" | number | Promise<void>>();
  /** For what is loaded later and may import nothing. */
  readonly call = callModule;
  readonly abortable = abortable;
  readonly toError = toMastodonError;
  readonly readSession = readSession;
  readonly readRecord = readRecord;

  constructor(options: AuthOptions) {
    this.options = options;
    const { storage, fetch } = options;
    this.host = { storage, fetch };
  }

  /** What is stored now or, where the store takes its time, was when it was last read. */
  snapshot(): Snapshot {
    if (this.#asynchronous) return this.#latest;
    try {
      const read = this.#read();
      if (isPromise(read)) {
        this.#asynchronous = true;
        read.catch(() => undefined);
      }
    } catch {
      // Blocked storage holds no sessions; a sign-in says so.
    }
    return this.#latest;
  }

  #read(): MaybePromise<Snapshot> {
    return chain(readSessions(this.options), (stored) => (this.#latest = this.#update(stored)));
  }

  #update({ current: chosen, sessions: stored }: StoredSessions): Snapshot {
    // Another tab that takes out the last one is seen half-way, with an id in use that is gone: that is no other state.
    const current = (stored.find(({ data }) => data.id === chosen) ?? stored[0])?.data.id ?? "";
    const mark = JSON.stringify([current, stored]);
    if (mark === this.#mark) return this.#latest;
    this.#mark = mark;
    const before = this.#known;
    this.#known = new Map(stored.map(({ token, data }) => {
      const mark = JSON.stringify([token, data]);
      const old = before.get(data.id);
      // A client of the token before would go on with that.
      return [data.id, old?.mark === mark ? old : { mark, token, session: new AuthSession(this, data), client: newClient(this, data.id) }];
    }));
    const sessions = [...this.#known.values()].map(({ session }) => session);
    return { sessions, current: this.#known.get(current)?.session };
  }

  find(id: string): AuthSession | undefined {
    this.snapshot();
    return this.#known.get(id)?.session;
  }

  /** Makes a login known that was completed, and returns its session. */
  async add({ session, replayed }: T.SignIn): Promise<AuthSession> {
    await this.changed(replayed ? undefined : session.id);
    return this.find(session.id) ?? new AuthSession(this, session);
  }

  on<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    if (!this.#announced) void this.refresh(); // what there is now is no news
    return this.events.on(type, listener);
  }

  /** Reads what is stored, and tells the listeners of this tab what is not as it was. From now on, other tabs are heard. */
  refresh(signedIn?: string): Promise<void> {
    this.events.open();
    this.#queue = this.#queue.then(async () => {
      const before = this.#announced;
      const now = await this.#read();
      this.#announced = now;
      if (before) this.events.emitChanges(before, now, signedIn);
    }).catch(() => undefined); // it cannot be read: nothing is known to have changed
    return this.#queue;
  }

  /** After a change by this tab. */
  async changed(signedIn?: string): Promise<void> {
    await this.refresh(signedIn);
    this.events.post({ sessions: true });
  }

  #receive(message: TabMessage): void {
    if ("sessions" in message) {
      // And once more: a message may be here before what was stored is visible here.
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

  /** Tells all tabs, this one first. */
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

/** See client-call.ts for what these options come to. */
function newClient(sessions: SessionList, id: string): Mastodon {
  return new Mastodon({ sessions, id } satisfies SessionClient as T.MastodonOptions);
}
