// The tag: <mastodon-login client-name="My app" scopes="read"></mastodon-login>. Importing this file defines the element. On a
// server, where there are no elements, importing has no effect.

import { authOptionsOf } from "./element/auth-attributes.js";
import { filled, hostOf, make, phrase, webAddress } from "./element/dom.js";
import { followSignUp } from "./element/pending-sign-up.js";
import { addRecentServer, initialServer, keepTyped } from "./element/recent-servers.js";
import { styleSheet } from "./element/styles.js";
import { View } from "./element/view.js";
import type { MastodonLoginEvents } from "./element/attributes-and-events.js";
import { type Auth, type AuthEvents, type AuthStatus, createAuth, isMastodonError } from "./index.js";
import { languageOf, texts } from "./messages/user-message.js";

export type * from "./element/attributes-and-events.js";

const Base = (typeof HTMLElement === "undefined" ? class {} : HTMLElement) as typeof HTMLElement;

/**
 * “Log in with Mastodon” as an element. Attributes: client-name, scopes, redirect-uri, website (as in createAuth), server (the only
 * server to offer), suggestions (servers, separated by commas), display (redirect or popup), lang. Events
 * ({@link MastodonLoginEvents}): signed-in with `{ session, restored }`, signed-out with `{ session }`, error with `{ error }`.
 */
export class MastodonLogin extends Base {
  static readonly observedAttributes = ["client-name", "scopes", "redirect-uri", "website", "server", "suggestions", "display", "lang"];

  #auth: Auth | undefined;
  #given = false;
  #view: View | undefined;
  /** The language around the tag. The server may have others than the tag. */
  #locale = "";
  /** The current run; replaced when the tag restarts, so that late results of the last run change nothing. */
  #run: AbortController | undefined;
  #signingIn: AbortController | undefined;
  #ready = false;
  #adding = false;
  #current = "";
  /** The id of the session of the sign-in that has just completed. */
  #justSignedIn = "";
  #found: AuthStatus | undefined;

  /** The createAuth behind the tag, with its sessions and events. A page may set its own. */
  get auth(): Auth {
    return (this.#auth ??= createAuth(authOptionsOf(this)));
  }

  set auth(auth: Auth) {
    this.#auth = auth;
    this.#given = true;
    if (this.isConnected) this.#start();
  }

  connectedCallback(): void {
    // If the page set auth before this file was loaded, its own property hides the accessor.
    if (Object.hasOwn(this, "auth")) {
      const { auth } = this;
      delete (this as { auth?: Auth }).auth;
      this.auth = auth;
    } else {
      this.#start();
    }
  }

  override focus(): void {
    this.#view?.focus();
  }

  disconnectedCallback(): void {
    this.#cancel();
  }

  /** The page moves the tag by moveBefore. Without this method, the tag would be disconnected and start again. */
  connectedMoveCallback(): void {}

  /** Aborts the current run and the pending sign-in. */
  #cancel(): void {
    this.#run?.abort();
    this.#signingIn?.abort();
    this.#signingIn = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.#run || !this.isConnected) return;
    if (name === "lang") void this.#speak();
    else if (/^(server|suggestions|display)$/.test(name)) this.#show();
    else if (!this.#given) {
      this.#auth = undefined;
      this.#start();
    }
  }

  #start(): void {
    this.#cancel();
    const run = (this.#run = new AbortController());
    this.#ready = false;
    this.#current = "";
    this.#view?.form.showIdle(this.#adding);
    this.#view?.clear();
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [styleSheet()];
      root.append(make("div", { class: "box" })); // loading the texts may take a while
    }
    this.#begin(run.signal).catch((error: unknown) => this.#showError(error, run.signal));
  }

  /** Says everything in the language around the tag, when its texts are loaded. The latest call counts. */
  async #speak(): Promise<View> {
    const locale = (this.#locale = this.closest("[lang]")?.getAttribute("lang") || navigator.language);
    const lang = languageOf(locale);
    const { tag: words } = await texts(lang);
    if (!this.#view) {
      this.#view = new View(words, lang, this.#actions());
      this.shadowRoot?.replaceChildren(this.#view.element);
    } else if (locale === this.#locale) {
      this.#view.speak(words, lang);
      this.#show();
    }
    return this.#view;
  }

  async #begin(run: AbortSignal): Promise<void> {
    const { notice } = await this.#speak();
    if (run.aborted) return;
    const { auth } = this;
    const unsubscribe = [
      auth.on("signed-in", ({ session }) => (this.#justSignedIn = session.id)), // before "changed"
      auth.on("changed", () => this.#show()),
      auth.on("signed-out", ({ session }) => this.#dispatch("signed-out", { session })),
      auth.on("expired", (expired) => this.#expired(expired)),
    ];
    run.addEventListener("abort", () => unsubscribe.forEach((end) => end()));
    const found = await auth.init();
    if (run.aborted) return;
    this.#ready = true;
    this.#show();
    const again = found === this.#found; // init resolves to the same result until the page is reloaded
    this.#found = found;
    const now = again && found.status === "unconfirmed" ? await auth.confirm({ signal: run }) : found;
    const status = await followSignUp(auth, now, notice, run);
    if (again && status === found) return;
    if (status.status === "denied") await notice.calm("access_denied");
    if (status.status === "failed") await this.#showError(status.error, run);
  }

  #actions(): ConstructorParameters<typeof View>[2] {
    return {
      signIn: (server) => void this.#signIn(server),
      cancel: () => this.#signingIn?.abort(),
      back: () => this.#showAddAccount(false),
      preload: (server) => this.auth.preload(server),
      use: (id) => void this.#whileBusy(() => this.auth.use(id)),
      add: () => this.#showAddAccount(true),
      signOut: () => void this.#signOut(),
    };
  }

  /** Renders the current state, and dispatches signed-in if the current session has changed. */
  #show(): void {
    if (!this.#view || !this.#ready) return;
    const view = this.#view;
    const { form, words, notice } = view;
    const session = this.auth.current;
    this.#adding &&= session !== undefined;
    view.keepFocus(() => {
      form.combobox.suggestions = (this.getAttribute("suggestions") ?? "").split(/[\s,]+/).filter(Boolean);
      form.fixServer(this.getAttribute("server")?.trim() ?? "");
      if (!this.#signingIn) form.showIdle(this.#adding);
      view.show(this.#adding ? undefined : session, this.auth.sessions(), this.#adding ? "" : initialServer());
    });
    if (session?.id === this.#current) return;
    this.#current = session?.id ?? "";
    if (!session) return;
    const restored = session.id !== this.#justSignedIn;
    this.#justSignedIn = "";
    addRecentServer(hostOf(session.server));
    if (!restored) notice.announce(filled(words.signedIn, `@${session.account.handle}`));
    this.#dispatch("signed-in", { session, restored });
  }

  #showAddAccount(adding: boolean): void {
    if (adding !== this.#adding) this.#view?.form.combobox.fill(""); // the person has turned away from what they typed
    this.#adding = adding;
    this.#show(); // before the notice is cleared: it checks where the focus is
    this.#view?.notice.clear();
  }

  async #signIn(server: string): Promise<void> {
    if (!this.#view || this.#signingIn) return;
    const { form, notice } = this.#view;
    notice.clear();
    if (!server) {
      form.invalid(true);
      form.focus();
      return notice.code("server_missing");
    }
    const signingIn = (this.#signingIn = new AbortController());
    const popup = this.getAttribute("display") === "popup";
    const hadFocus = this.shadowRoot?.activeElement != null;
    // This must come first: browsers open a popup only in the click handler itself.
    const result = this.auth.signIn(server, { display: popup ? "popup" : "redirect", lang: this.#locale, signal: signingIn.signal });
    form.showBusy(server, popup);
    if (!popup) keepTyped(server);
    let invalid = false;
    try {
      const { status } = await result;
      if (status === "signed-in") {
        this.#adding = false;
        form.combobox.fill("");
      }
      if (status === "denied") await notice.calm("access_denied");
      if (status === "timeout") await notice.code("timeout");
    } catch (error) {
      invalid = isMastodonError(error) && error.code.startsWith("server_");
      await this.#showError(error);
    }
    keepTyped(""); // the page was not left
    if (this.#signingIn !== signingIn) return; // the tag has restarted meanwhile
    this.#signingIn = undefined;
    this.#show();
    form.invalid(invalid);
    if (hadFocus && form.element.isConnected) form.focus();
  }

  async #signOut(): Promise<void> {
    const session = this.auth.current;
    if (!session || !this.#view) return;
    const { notice } = this.#view;
    await this.#whileBusy(async () => {
      void notice.status(({ wait }) => [wait]);
      const { confirmed, inUse, authorizedAppsUrl } = await session.signOut();
      const page = webAddress(authorizedAppsUrl);
      void notice.status((words) => {
        if (confirmed) return [words.signedOut];
        const link = page ? [" ", make("a", { href: page, target: "_blank", rel: "noreferrer" }, words.apps)] : [];
        return [...phrase(inUse ? words.inUse : words.unconfirmed, hostOf(session.server)), ...link];
      });
    });
  }

  /** Shows the account menu as busy while an asynchronous change of the sessions runs. */
  async #whileBusy(work: () => Promise<unknown>): Promise<void> {
    const view = this.#view;
    view?.notice.clear();
    view?.menu.busy(true);
    try {
      await work();
    } catch (error) {
      await this.#showError(error);
    }
    view?.menu.busy(false);
    this.#show();
  }

  #expired({ session, health, description, page }: AuthEvents["expired"]): void {
    if (!this.#view || session.id !== this.auth.current?.id) return;
    const { notice } = this.#view;
    if (health !== "revoked") return void notice.barred(health, page, description);
    void notice.code("not_logged_in", (words) => {
      const again = make("button", { part: "link", type: "button" }, words.signIn);
      again.addEventListener("click", () => {
        this.#showAddAccount(true);
        void this.#signIn(hostOf(session.server));
      });
      return [make("p", {}, again)];
    });
  }

  async #showError(error: unknown, run?: AbortSignal): Promise<void> {
    if (run?.aborted || isMastodonError(error, "aborted")) return; // nobody waits for it
    this.#dispatch("error", { error });
    await this.#view?.notice.error(error);
  }

  #dispatch<Type extends keyof MastodonLoginEvents>(type: Type, detail: MastodonLoginEvents[Type]["detail"]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Adds the types of the tag's own events to addEventListener. */
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
