// The sessions that a page knows: the same objects as long as nothing about them changes, and the events when something does.

import { Channel, type AuthEvents, type Listener, type Message } from "./session-events.js";
import { Mastodon } from "../index.js";
import type { AuthOptions } from "./auth.js";
import { after, isLater, step, type Host, type Later } from "./module-call.js";
import { explained, unlessCalledOff } from "./module-loader.js";
import { AuthSession } from "./auth-session.js";
import { readLogin, readRecord, readShelf, type Shelf } from "./session-storage.js";
import type * as T from "../shared/types.gen.js";

interface Known {
  mark: string;
  token: string;
  session: AuthSession;
  client: Mastodon;
}

interface Snapshot {
  sessions: readonly AuthSession[];
  current: AuthSession | undefined;
}

export class Logins {
  readonly options: AuthOptions;
  readonly channel = new Channel((message) => this.#hear(message));
  /** What each call into the module is given. */
  readonly host: Host;
  #known = new Map<string, Known>();
  /** What was read last, as text. */
  #mark = "";
  #latest: Snapshot = { sessions: [], current: undefined };
  /** What the listeners know. */
  #told: Snapshot | undefined;
  #turn: Promise<void> = Promise.resolve();
  #slow = false;
  /** What servers said about tokens: refused, or good at that time; or the question that is under way. */
  readonly verdicts = new Map<string, "refused" | "barred" | number | Promise<void>>();
  /** For what is loaded later and may import nothing. */
  readonly step = step;
  readonly unlessCalledOff = unlessCalledOff;
  readonly explained = explained;
  readonly readLogin = readLogin;
  readonly readRecord = readRecord;

  constructor(options: AuthOptions) {
    this.options = options;
    const { storage, fetch } = options;
    this.host = { storage, fetch };
  }

  /** What is stored now or, where the store takes its time, was when it was last read. */
  look(): Snapshot {
    if (this.#slow) return this.#latest;
    try {
      const read = this.#read();
      if (isLater(read)) {
        this.#slow = true;
        read.catch(() => undefined);
      }
    } catch {
      // Blocked storage holds no sessions; a sign-in says so.
    }
    return this.#latest;
  }

  #read(): Later<Snapshot> {
    return after(readShelf(this.options), (shelf) => (this.#latest = this.#take(shelf)));
  }

  #take({ current: chosen, logins }: Shelf): Snapshot {
    // Another tab that takes out the last one is seen half-way, with an id in use that is gone: that is no other state.
    const current = (logins.find(({ data }) => data.id === chosen) ?? logins[0])?.data.id ?? "";
    const mark = JSON.stringify([current, logins]);
    if (mark === this.#mark) return this.#latest;
    this.#mark = mark;
    const before = this.#known;
    this.#known = new Map(logins.map((login) => {
      const mark = JSON.stringify(login);
      const old = before.get(login.data.id);
      // A client of the token before would go on with that.
      return [login.data.id, old?.mark === mark ? old : { mark, token: login.token, session: new AuthSession(this, login.data), client: newClient(this, login.data.id) }];
    }));
    const sessions = [...this.#known.values()].map(({ session }) => session);
    return { sessions, current: this.#known.get(current)?.session };
  }

  find(id: string): AuthSession | undefined {
    this.look();
    return this.#known.get(id)?.session;
  }

  /** Makes a login known that was completed, and returns its session. */
  async completed({ session, replayed }: T.SignIn): Promise<AuthSession> {
    await this.changed(replayed ? undefined : session.id);
    return this.find(session.id) ?? new AuthSession(this, session);
  }

  listen<Type extends keyof AuthEvents>(type: Type, listener: Listener<Type>): () => void {
    if (!this.#told) void this.refresh(); // what there is now is no news
    return this.channel.on(type, listener);
  }

  /** Reads what is stored, and tells the listeners of this tab what is not as it was. */
  refresh(signedIn?: string): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const before = this.#told;
      const now = await this.#read();
      this.#told = now;
      if (!before) return;
      const has = (from: Snapshot, session: AuthSession) => from.sessions.some(({ id }) => id === session.id);
      for (const session of now.sessions) if (session.id === signedIn || !has(before, session)) this.channel.emit("signed-in", { session });
      for (const session of before.sessions) if (!has(now, session)) this.channel.emit("signed-out", { session });
      if (now !== before) this.channel.emit("changed", now);
    }).catch(() => undefined); // it cannot be read: nothing is known to have changed
    return this.#turn;
  }

  /** After a change by this tab. */
  async changed(signedIn?: string): Promise<void> {
    await this.refresh(signedIn);
    this.channel.tell({ sessions: true });
  }

  #hear(message: Message): void {
    if ("sessions" in message) {
      // And once more: a message may be here before what was stored is visible here.
      setTimeout(() => void this.refresh(), 200);
      return void this.refresh();
    }
    const known = this.#known.get(message.id);
    if (!known) return;
    const { session } = known;
    if ("ratelimit" in message) return this.channel.emit("ratelimit", { session, ...message.ratelimit });
    this.verdicts.set(known.token, "refused");
    this.channel.emit("expired", { session, ...message.expired });
  }

  /** Tells all tabs, this one first. */
  announce(message: Message): void {
    this.#hear(message);
    this.channel.tell(message);
  }

  /** The client of a session. */
  client(id: string): Mastodon {
    this.look();
    return this.#known.get(id)?.client ?? newClient(this, id);
  }
}

/** See client-call.ts for what these options come to. */
function newClient(logins: Logins, id: string): Mastodon {
  return new Mastodon({ logins, id } as T.MastodonOptions);
}
