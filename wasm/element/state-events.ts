// Events that tell a state. Pages often begin to listen after the state is known: a framework hydrates late, a script loads late. So a
// listener that is added later is told the present state, once, in a microtask.

import type { MastodonLoginEvents } from "./attributes-and-events.js";

type EventType = keyof MastodonLoginEvents;
type Callback = EventListenerOrEventListenerObject;
type Handler<Event> = (event: Event) => void;
type AddOptions = boolean | AddEventListenerOptions;

interface Listening {
  readonly type: string;
  readonly callback: Callback;
  readonly capture: boolean;
  readonly once: boolean;
  /** Whether it was told the present state. */
  told: boolean;
}

const Base = (typeof HTMLElement === "undefined" ? class {} : HTMLElement) as typeof HTMLElement;

export class StateEvents extends Base {
  /** What a listener that is added now is told, by the type of its event. */
  readonly #present = new Map<string, unknown>();
  #listening: Listening[] = [];
  /** Listeners that were removed since the last microtask, and had been told. The next one that is added replaces it. */
  #removed: { type: string; callback: Callback | undefined }[] = [];

  /** Adds a listener. If the event tells a state that is known already, the listener is told it at once. */
  override addEventListener<Type extends EventType>(type: Type, listener: Handler<MastodonLoginEvents[Type]>, options?: AddOptions): void;
  override addEventListener<Type extends keyof HTMLElementEventMap>(type: Type, listener: Handler<HTMLElementEventMap[Type]>, options?: AddOptions): void;
  override addEventListener(type: string, listener: Callback | null, options?: AddOptions): void;
  override addEventListener(type: string, callback: Callback | null, options?: AddOptions): void {
    super.addEventListener(type, callback!, options);
    const { capture = false, once = false, signal } = typeof options === "boolean" ? { capture: options } : options ?? {};
    if (!callback || signal?.aborted || this.#find(type, callback, capture)) return;
    const added: Listening = { type, callback, capture, once, told: this.#replaces(type, callback) };
    this.#listening.push(added);
    signal?.addEventListener("abort", () => this.#forget(added), { once: true });
    if (!added.told) queueMicrotask(() => this.#catchUp(added));
  }

  override removeEventListener(type: string, callback: Callback | null, options?: boolean | EventListenerOptions): void {
    super.removeEventListener(type, callback!, options);
    if (!callback) return;
    const removed = this.#find(type, callback, typeof options === "boolean" ? options : options?.capture ?? false);
    if (removed) this.#forget(removed);
    else this.#noteRemoved(type, callback); // it was added before the tag was defined, or never
  }

  /** Dispatches an event to the listeners that are there. */
  protected tell<Type extends EventType>(type: Type, detail: MastodonLoginEvents[Type]["detail"]): void {
    for (const listening of this.#listening) if (listening.type === type) listening.told = true;
    this.#listening = this.#listening.filter((each) => each.type !== type || !each.once); // the browser removes these too
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Tells the event to all listeners that are added from now on. */
  protected remember<Type extends EventType>(type: Type, detail: MastodonLoginEvents[Type]["detail"]): void {
    this.#present.set(type, detail);
  }

  /** The state has ended. Listeners that are added later are not told it. */
  protected withdraw(...types: EventType[]): void {
    for (const type of types) this.#present.delete(type);
  }

  #find(type: string, callback: Callback, capture: boolean): Listening | undefined {
    return this.#listening.find((each) => each.type === type && each.callback === callback && each.capture === capture);
  }

  #forget(removed: Listening): void {
    if (!this.#listening.includes(removed)) return;
    this.#listening = this.#listening.filter((each) => each !== removed);
    if (removed.told) this.#noteRemoved(removed.type);
  }

  #noteRemoved(type: string, callback?: Callback): void {
    if (this.#removed.length === 0) queueMicrotask(() => (this.#removed = []));
    this.#removed.push({ type, callback });
  }

  /**
   * Whether a listener takes the place of one that was told. React replaces a listener at each render. If the new one were told
   * again, a listener that renders would never come to an end.
   */
  #replaces(type: string, callback: Callback): boolean {
    const at = this.#removed.findIndex((removed) => removed.type === type && removed.callback !== callback);
    if (at >= 0) this.#removed.splice(at, 1);
    return at >= 0;
  }

  /** Tells one listener the present state. The others have heard it, so the event is not dispatched. */
  #catchUp(added: Listening): void {
    const { type, callback, capture, once } = added;
    if (added.told || !this.#present.has(type) || !this.#listening.includes(added)) return;
    added.told = true;
    if (once) {
      super.removeEventListener(type, callback, capture);
      this.#listening = this.#listening.filter((each) => each !== added);
    }
    const event = new CustomEvent(type, { detail: this.#present.get(type) });
    for (const target of ["target", "currentTarget", "srcElement"]) Object.defineProperty(event, target, { value: this });
    try {
      if (typeof callback === "function") callback.call(this, event);
      else callback.handleEvent(event);
    } catch (error) {
      reportError(error);
    }
  }
}
