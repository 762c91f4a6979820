// The tag: <mastodon-login client-name="My app" scopes="read"></mastodon-login>. Importing this file defines it; on a server,
// where there are no elements, importing does nothing.

import { createAuth, isMastodonError, type Auth, type AuthSession, type AuthStatus } from "./index.js";
import { languageOf, messageOf, texts } from "./messages/catalog.js";
import type { MastodonLoginEvents } from "./element/types.js";
import { Door } from "./element/sign-in-form.js";
import { Home } from "./element/account-menu.js";
import { look } from "./element/styles.js";
import { filled, hostOf, make, phrase, webAddress } from "./element/dom.js";
import { Note } from "./element/notice.js";
import { first, leaveWith, remember } from "./element/recent-servers.js";
import type { Tag } from "./messages/en.js";

export type * from "./element/types.js";

const Base = (typeof HTMLElement === "undefined" ? class {} : HTMLElement) as typeof HTMLElement;

/** What the tag consists of, in one language. */
interface Parts {
  words: Tag;
  lang: string;
  stage: HTMLElement;
  door: Door;
  home: Home;
  note: Note;
}

/**
 * “Log in with Mastodon” as an element. Attributes: client-name, scopes, redirect-uri, website (as in createAuth), server (this
 * one and no other), suggestions (servers, separated by commas), display (redirect or popup), lang. Events
 * ({@link MastodonLoginEvents}): signed-in with { session, restored }, signed-out with { session }, error with { error }.
 */
export class MastodonLogin extends Base {
  static readonly observedAttributes = ["client-name", "scopes", "redirect-uri", "website", "server", "suggestions", "display", "lang"];

  #auth: Auth | undefined;
  #given = false;
  #parts: Parts | undefined;
  /** What is under way; replaced when the tag begins anew, so that what comes late changes nothing. */
  #run: AbortController | undefined;
  #stop: AbortController | undefined;
  #ready = false;
  #adding = false;
  #current = "";
  /** The id of a session that has just come about. */
  #fresh = "";
  #found: AuthStatus | undefined;

  /** The sign-in behind the tag: its sessions, its events. A page may give one of its own. */
  get auth(): Auth {
    return (this.#auth ??= this.#make());
  }

  set auth(auth: Auth) {
    this.#auth = auth;
    this.#given = true;
    if (this.isConnected) this.#start();
  }

  #make(): Auth {
    const given = (name: string): string | undefined => this.getAttribute(name)?.trim() || undefined;
    const scopes = given("scopes")?.split(/[\s,]+/);
    const [redirectUri, website] = [given("redirect-uri"), given("website")];
    return createAuth({
      clientName: given("client-name") ?? location.hostname,
      ...(scopes && { scopes }),
      ...(redirectUri && { redirectUri: new URL(redirectUri, document.baseURI).href }),
      ...(website && { website }),
    });
  }

  connectedCallback(): void {
    // Given before this file was there, it stands in the way of the property.
    if (Object.hasOwn(this, "auth")) {
      const { auth } = this;
      delete (this as { auth?: Auth }).auth;
      this.auth = auth;
    } else {
      this.#start();
    }
  }

  override focus(): void {
    const { stage, door, home } = this.#parts ?? {};
    if (stage?.firstChild === home?.element) home?.focus();
    else door?.focus();
  }

  disconnectedCallback(): void {
    this.#end();
  }

  /** Calls off what is under way. */
  #end(): void {
    this.#run?.abort();
    this.#stop?.abort();
    this.#stop = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.#run || !this.isConnected) return;
    if (name === "lang") this.#start();
    else if (/^(server|suggestions|display)$/.test(name)) this.#show();
    else if (!this.#given) {
      this.#auth = undefined;
      this.#start();
    }
  }

  #start(): void {
    this.#end();
    const run = (this.#run = new AbortController());
    this.#ready = false;
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [look()];
      root.append(make("div", { class: "box" })); // its words may take their time
    }
    this.#begin(run.signal).catch((error: unknown) => this.#fail(error, run.signal));
  }

  async #begin(run: AbortSignal): Promise<void> {
    // The language of the tag is that of the page around it.
    const near = this.closest("[lang]")?.getAttribute("lang");
    const lang = languageOf(near || navigator.language);
    const { tag: words } = await texts(lang);
    if (run.aborted) return;
    this.#build(words, lang);
    const { auth } = this;
    const unsubscribe = [
      auth.on("signed-in", ({ session }) => (this.#fresh = session.id)), // before "changed"
      auth.on("changed", () => this.#show()),
      auth.on("signed-out", ({ session }) => this.#tell("signed-out", { session })),
      auth.on("expired", ({ session, health, description }) => this.#expired(session, health, description)),
    ];
    run.addEventListener("abort", () => unsubscribe.forEach((end) => end()));
    const found = await auth.init();
    if (run.aborted) return;
    this.#ready = true;
    this.#show();
    if (found === this.#found) return; // init says the same for as long as the page lives
    this.#found = found;
    if (found.status === "denied") await this.#parts?.note.calm("access_denied");
    if (found.status === "failed") await this.#fail(found.error, run);
  }

  #build(words: Tag, lang: string): void {
    const note = new Note(words, lang, (code) => messageOf(code, lang));
    const announce = (text: string): void => note.announce(text);
    const door = new Door(words, {
      signIn: (server) => void this.#signIn(server),
      cancel: () => this.#stop?.abort(),
      back: () => this.#add(false),
      near: (server) => this.auth.preload(server), announce,
    });
    const home = new Home(words, {
      use: (id) => void this.#act(() => this.auth.use(id)),
      add: () => this.#add(true),
      signOut: () => void this.#signOut(),
    });
    const stage = make("div", {}, make("p", { class: "wait", role: "status" }, words.wait));
    this.shadowRoot?.replaceChildren(make("div", { part: "box", class: "box", lang }, stage, note.element));
    this.#parts = { words, lang, stage, door, home, note };
    this.#current = "";
  }

  /** Shows how things stand, and tells the page if another session is in use. */
  #show(): void {
    if (!this.#parts || !this.#ready) return;
    const { stage, door, home } = this.#parts;
    const session = this.auth.current;
    this.#adding &&= session !== undefined;
    const view = !session || this.#adding ? door : home;
    const held = this.shadowRoot?.activeElement != null;
    if (session) home.show(session, this.auth.sessions());
    door.picker.suggestions = (this.getAttribute("suggestions") ?? "").split(/[\s,]+/).filter(Boolean);
    door.lock(this.getAttribute("server")?.trim() ?? "");
    if (!this.#stop) door.rest(this.#adding);
    if (stage.firstChild !== view.element) {
      if (view === door) door.picker.fill(this.#adding ? "" : first());
      stage.replaceChildren(view.element);
    }
    if (held && !this.shadowRoot?.activeElement) view.focus();
    if (session?.id === this.#current) return;
    this.#current = session?.id ?? "";
    if (!session) return;
    const restored = session.id !== this.#fresh;
    this.#fresh = "";
    remember(hostOf(session.server));
    if (!restored) this.#parts.note.announce(filled(this.#parts.words.signedIn, `@${session.account.handle}`));
    this.#tell("signed-in", { session, restored });
  }

  #add(adding: boolean): void {
    this.#adding = adding;
    this.#show(); // which sees where the focus is, before the note goes
    this.#parts?.note.clear();
  }

  async #signIn(server: string): Promise<void> {
    const parts = this.#parts;
    if (!parts || this.#stop) return;
    const { door, note, lang } = parts;
    note.clear();
    if (!server) {
      door.invalid(true);
      door.focus();
      return note.code("server_missing");
    }
    const stop = (this.#stop = new AbortController());
    const popup = this.getAttribute("display") === "popup";
    const held = this.shadowRoot?.activeElement != null;
    // Before anything else: a window is opened within the click only.
    const result = this.auth.signIn(server, { display: popup ? "popup" : "redirect", lang, signal: stop.signal });
    door.leave(server, popup);
    if (!popup) leaveWith(server);
    let invalid = false;
    try {
      const { status } = await result;
      if (status === "signed-in") this.#adding = false;
      if (status === "denied") await note.calm("access_denied");
      if (status === "timeout") await note.code("timeout");
    } catch (error) {
      invalid = isMastodonError(error) && error.code.startsWith("server_");
      if (!isMastodonError(error, "aborted")) await this.#fail(error);
    }
    leaveWith(""); // nobody left
    if (this.#stop !== stop) return; // the tag began anew meanwhile
    this.#stop = undefined;
    this.#show();
    door.invalid(invalid);
    if (held && parts.stage.contains(door.element)) door.focus();
  }

  async #signOut(): Promise<void> {
    const session = this.auth.current;
    if (!session || !this.#parts) return;
    const { words, note } = this.#parts;
    await this.#act(async () => {
      note.status(words.wait);
      const { confirmed, authorizedAppsUrl } = await session.signOut();
      const page = webAddress(authorizedAppsUrl);
      const link = page ? [" ", make("a", { href: page, target: "_blank", rel: "noreferrer" }, words.apps)] : [];
      if (confirmed) note.status(words.signedOut);
      else note.status(...phrase(words.unconfirmed, hostOf(session.server)), ...link);
    });
  }

  /** Does something with the sessions that takes its time. */
  async #act(work: () => Promise<unknown>): Promise<void> {
    const parts = this.#parts;
    parts?.note.clear();
    parts?.home.busy(true);
    try {
      await work();
    } catch (error) {
      await this.#fail(error);
    }
    parts?.home.busy(false);
    this.#show();
  }

  #expired(session: AuthSession, health: string, description?: string): void {
    if (!this.#parts || session.id !== this.auth.current?.id) return;
    const { words, note } = this.#parts;
    const again = make("button", { part: "link", type: "button" }, words.signIn);
    again.addEventListener("click", () => {
      this.#add(true);
      void this.#signIn(hostOf(session.server));
    });
    const more = health === "revoked" ? [make("p", {}, again)] : description ? [make("p", {}, make("q", { dir: "auto" }, description))] : [];
    void note.code(health === "revoked" ? "not_logged_in" : "forbidden", ...more);
  }

  async #fail(error: unknown, run?: AbortSignal): Promise<void> {
    if (run?.aborted) return;
    this.#tell("error", { error });
    await this.#parts?.note.error(error);
  }

  #tell<Type extends keyof MastodonLoginEvents>(type: Type, detail: MastodonLoginEvents[Type]["detail"]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Listens as every element does, and knows the events of its own. */
export interface MastodonLogin {
  addEventListener<Type extends keyof MastodonLoginEvents>(type: Type, listener: (event: MastodonLoginEvents[Type]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener<Type extends keyof HTMLElementEventMap>(type: Type, listener: (event: HTMLElementEventMap[Type]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "mastodon-login": MastodonLogin;
  }
}

if (typeof customElements !== "undefined" && !customElements.get("mastodon-login")) customElements.define("mastodon-login", MastodonLogin);
