// What a page is told of the tag: who is signed in, by events, by a promise and by states for CSS.

import type { Auth, AuthStatus } from "../eager/auth.js";
import type { AuthSession } from "../eager/auth-session.js";
import { statesOf } from "./custom-states.js";
import { StateEvents } from "./state-events.js";

/** Who is signed in, at one point in time. */
interface Sessions {
  readonly current: AuthSession | undefined;
  readonly sessions: readonly AuthSession[];
}

export class SignInState extends StateEvents {
  /** What was told last; undefined until it is known who is signed in. */
  #told: Sessions | undefined;
  readonly #setState = statesOf(this);
  #ready = new Later<AuthStatus>();
  #settled = false;

  /** Resolves once it is known who is signed in, to what init of the createAuth behind the tag found. */
  get ready(): Promise<AuthStatus> {
    return this.#ready.promise;
  }

  /** It is known who is signed in. */
  protected settle(status: AuthStatus): void {
    this.#settled = true;
    this.#ready.resolve(status);
  }

  /** It is not known any more who is signed in, since another createAuth follows. */
  protected unsettle(): void {
    this.#told = undefined;
    this.withdraw("signed-in", "changed", "error");
    this.#setState();
    if (this.#settled) this.#ready = new Later();
    this.#settled = false;
  }

  /**
   * Tells who is signed in, if that has changed since it was told last. completed is the id of the session of a sign-in that has just
   * completed. Returns whether there is another current session, or none any more.
   */
  protected tellSessions({ current, sessions }: Sessions, completed: string): boolean {
    const before = this.#told;
    if (before && before.current === current && equal(before.sessions, sessions)) return false;
    this.#told = { current, sessions };
    const previous = before?.current;
    const other = current?.id !== previous?.id;
    this.#setState(current ? "signed-in" : "signed-out");
    if (other) this.withdraw("signed-in", "error");
    const signedIn = current && { session: current, restored: current.id !== completed };
    const changed = { current, previous, sessions };
    if (signedIn) this.remember("signed-in", signedIn);
    this.remember("changed", changed);
    for (const session of ended(before?.sessions ?? [], sessions)) this.tell("signed-out", { session });
    if (signedIn && other) this.tell("signed-in", signedIn);
    this.tell("changed", changed);
    return other;
  }
}

/** The sessions as the createAuth has them now. */
export function sessionsOf(auth: Auth): Sessions {
  return { current: auth.current, sessions: auth.sessions() };
}

function equal(before: readonly AuthSession[], now: readonly AuthSession[]): boolean {
  return before.length === now.length && before.every((session, at) => session === now[at]);
}

function ended(before: readonly AuthSession[], now: readonly AuthSession[]): AuthSession[] {
  return before.filter(({ id }) => !now.some((session) => session.id === id));
}

/** A promise that is resolved from outside. */
class Later<Value> {
  resolve!: (value: Value) => void;
  readonly promise = new Promise<Value>((resolve) => (this.resolve = resolve));
}
