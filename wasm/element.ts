// The tag: <mastodon-login client-name="My app" scopes="read"></mastodon-login>. Importing this file defines the element. On a
// server, where there are no elements, importing has no effect.

import { AccountMenu } from "./element/account-menu.js";
import { authOptionsOf } from "./element/auth-attributes.js";
import { filled, hostOf, make, phrase, webAddress } from "./element/dom.js";
import { Notice } from "./element/notice.js";
import { followSignUp } from "./element/pending-sign-up.js";
import { addRecentServer, initialServer, keepTyped } from "./element/recent-servers.js";
import { SignInForm } from "./element/sign-in-form.js";
import { styleSheet } from "./element/styles.js";
import type { MastodonLoginEvents } from "./element/attributes-and-events.js";
import { type Auth, type AuthEvents, type AuthStatus, createAuth, isMastodonError } from "./index.js";
import { languageOf, messageOf, texts } from "./messages/user-message.js";
import type { Tag } from "./messages/en.js";

export type * from "./element/attributes-and-events.js";

const Base = (typeof HTMLElement === "undefined" ? class {} : HTMLElement) as typeof HTMLElement;

/** The parts of the tag, in one language. */
interface Parts {
  words: Tag;
  locale: string;
  stage: HTMLElement;
  form: SignInForm;
  menu: AccountMenu;
  notice: Notice;
}

/**
 * “Log in with Mastodon” as an element. Attributes: client-name, scopes, redirect-uri, website (as in createAuth), server (the only
 * server to offer), suggestions (servers, separated by commas), display (redirect or popup), lang. Events
 * ({@link MastodonLoginEvents}): signed-in with { session, restored }, signed-out with { session }, error with { error }.
 */
export class MastodonLogin extends Base {
  static readonly observedAttributes = ["client-name", "scopes", "redirect-uri", "website", "server", "suggestions", "display", "lang"];

  #auth: Auth | undefined;
  #given = false;
  #parts: Parts | undefined;
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
    const { stage, form, menu } = this.#parts ?? {};
    if (stage?.firstChild === menu?.element) menu?.focus();
    else form?.focus();
  }

  disconnectedCallback(): void {
    this.#cancel();
  }

  /** Aborts the current run and the pending sign-in. */
  #cancel(): void {
    this.#run?.abort();
    this.#signingIn?.abort();
    this.#signingIn = undefined;
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
    this.#cancel();
    const run = (this.#run = new AbortController());
    this.#ready = false;
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [styleSheet()];
      root.append(make("div", { class: "box" })); // loading the texts may take a while
    }
    this.#begin(run.signal).catch((error: unknown) => this.#showError(error, run.signal));
  }

  async #begin(run: AbortSignal): Promise<void> {
    // The language of the surrounding page. The server may have others than the tag.
    const locale = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    const lang = languageOf(locale);
    const { tag: words, signUp } = await texts(lang);
    if (run.aborted) return;
    const { notice } = this.#build(words, lang, locale);
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
    const status = await followSignUp(auth, now, signUp, notice, (about) => messageOf(about, lang), run);
    if (again && status === found) return;
    if (status.status === "denied") await notice.calm("access_denied");
    if (status.status === "failed") await this.#showError(status.error, run);
  }

  #build(words: Tag, lang: string, locale: string): Parts {
    const notice = new Notice(words, lang, (error) => messageOf(error, lang));
    const announce = (text: string): void => notice.announce(text);
    const form = new SignInForm(words, {
      signIn: (server) => void this.#signIn(server),
      cancel: () => this.#signingIn?.abort(),
      back: () => this.#showAddAccount(false),
      preload: (server) => this.auth.preload(server), announce,
    });
    const menu = new AccountMenu(words, {
      use: (id) => void this.#whileBusy(() => this.auth.use(id)),
      add: () => this.#showAddAccount(true),
      signOut: () => void this.#signOut(),
    });
    const stage = make("div", {}, make("p", { class: "wait", role: "status" }, words.wait));
    this.shadowRoot?.replaceChildren(make("div", { part: "box", class: "box", lang }, stage, notice.element));
    this.#current = "";
    return (this.#parts = { words, locale, stage, form, menu, notice });
  }

  /** Renders the current state, and dispatches signed-in if the current session has changed. */
  #show(): void {
    if (!this.#parts || !this.#ready) return;
    const { stage, form, menu } = this.#parts;
    const session = this.auth.current;
    this.#adding &&= session !== undefined;
    const view = !session || this.#adding ? form : menu;
    const hadFocus = this.shadowRoot?.activeElement != null;
    if (session) menu.show(session, this.auth.sessions());
    form.combobox.suggestions = (this.getAttribute("suggestions") ?? "").split(/[\s,]+/).filter(Boolean);
    form.fixServer(this.getAttribute("server")?.trim() ?? "");
    if (!this.#signingIn) form.showIdle(this.#adding);
    if (stage.firstChild !== view.element) {
      if (view === form) form.combobox.fill(this.#adding ? "" : initialServer());
      stage.replaceChildren(view.element);
    }
    if (hadFocus && !this.shadowRoot?.activeElement) view.focus();
    if (session?.id === this.#current) return;
    this.#current = session?.id ?? "";
    if (!session) return;
    const restored = session.id !== this.#justSignedIn;
    this.#justSignedIn = "";
    addRecentServer(hostOf(session.server));
    if (!restored) this.#parts.notice.announce(filled(this.#parts.words.signedIn, `@${session.account.handle}`));
    this.#dispatch("signed-in", { session, restored });
  }

  #showAddAccount(adding: boolean): void {
    this.#adding = adding;
    this.#show(); // before the notice is cleared: it checks where the focus is
    this.#parts?.notice.clear();
  }

  async #signIn(server: string): Promise<void> {
    const parts = this.#parts;
    if (!parts || this.#signingIn) return;
    const { form, notice, locale } = parts;
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
    const result = this.auth.signIn(server, { display: popup ? "popup" : "redirect", lang: locale, signal: signingIn.signal });
    form.showBusy(server, popup);
    if (!popup) keepTyped(server);
    let invalid = false;
    try {
      const { status } = await result;
      if (status === "signed-in") this.#adding = false;
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
    if (hadFocus && parts.stage.contains(form.element)) form.focus();
  }

  async #signOut(): Promise<void> {
    const session = this.auth.current;
    if (!session || !this.#parts) return;
    const { words, notice } = this.#parts;
    await this.#whileBusy(async () => {
      notice.status(words.wait);
      const { confirmed, inUse, authorizedAppsUrl } = await session.signOut();
      const page = webAddress(authorizedAppsUrl);
      const link = page ? [" ", make("a", { href: page, target: "_blank", rel: "noreferrer" }, words.apps)] : [];
      if (confirmed) notice.status(words.signedOut);
      else notice.status(...phrase(inUse ? words.inUse : words.unconfirmed, hostOf(session.server)), ...link);
    });
  }

  /** Shows the account menu as busy while an asynchronous change of the sessions runs. */
  async #whileBusy(work: () => Promise<unknown>): Promise<void> {
    const parts = this.#parts;
    parts?.notice.clear();
    parts?.menu.busy(true);
    try {
      await work();
    } catch (error) {
      await this.#showError(error);
    }
    parts?.menu.busy(false);
    this.#show();
  }

  #expired({ session, health, description, page }: AuthEvents["expired"]): void {
    if (!this.#parts || session.id !== this.auth.current?.id) return;
    const { words, notice } = this.#parts;
    if (health !== "revoked") return void notice.barred(health, page, description);
    const again = make("button", { part: "link", type: "button" }, words.signIn);
    again.addEventListener("click", () => {
      this.#showAddAccount(true);
      void this.#signIn(hostOf(session.server));
    });
    void notice.code("not_logged_in", make("p", {}, again));
  }

  async #showError(error: unknown, run?: AbortSignal): Promise<void> {
    if (run?.aborted || isMastodonError(error, "aborted")) return; // nobody waits for it
    this.#dispatch("error", { error });
    await this.#parts?.notice.error(error);
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
