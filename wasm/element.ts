// The tag: <mastodon-login client-name="My app" scopes="read"></mastodon-login>. Importing this file defines the element. On a
// server, where there are no elements, importing has no effect.

import { authOptionsOf, serverOf, suggestionsOf } from "./element/attribute-values.js";
import { filled, hostOf } from "./element/dom.js";
import { tellExpiry } from "./element/expiry.js";
import { followSignUp } from "./element/pending-sign-up.js";
import { addRecentServer, initialServer, keepTyped } from "./element/recent-servers.js";
import { sessionsOf, SignInState } from "./element/sign-in-state.js";
import { signOut } from "./element/sign-out.js";
import { styleSheet } from "./element/styles.js";
import { View } from "./element/view.js";
import type { MastodonLoginEvents } from "./element/attributes-and-events.js";
import { type Auth, type AuthEvents, type AuthSession, type AuthStatus, createAuth, isMastodonError, Mastodon } from "./index.js";
import { tag as english } from "./messages/en.js";
import { languageOf, texts } from "./messages/user-message.js";

export type * from "./element/attributes-and-events.js";

/**
 * “Log in with Mastodon” as an element. Attributes: client-name, scopes, redirect-uri, website (as in createAuth), server (the only
 * server to offer), suggestions (servers, separated by commas), display (redirect or popup), lang. Events
 * ({@link MastodonLoginEvents}): signed-in, signed-out, changed, error. A listener that is added when somebody is signed in already is
 * told so. The states for CSS are :state(signed-in) and :state(signed-out); before it is known who is signed in, neither is set.
 */
export class MastodonLogin extends SignInState {
  static readonly observedAttributes = ["client-name", "scopes", "redirect-uri", "website", "server", "suggestions", "display", "lang"];

  #auth: Auth | undefined;
  #given = false;
  #view: View | undefined;
  /** The language around the tag. The server may have others than the tag. */
  #locale = "";
  /** The current run; replaced when the tag restarts, so that late results of the last run change nothing. */
  #run: AbortController | undefined;
  #signingIn: AbortController | undefined;
  #known = false;
  #adding = false;
  /** The id of the session of the sign-in that has just completed. */
  #justSignedIn = "";
  /** The id of the session that the person ends here. */
  #signingOut = "";
  #found: AuthStatus | undefined;

  constructor() {
    super();
    // If the page set auth before this file was loaded, its own property hides the accessor.
    if (!Object.hasOwn(this, "auth")) return;
    this.#auth = this.auth;
    this.#given = Boolean(this.#auth);
    delete (this as { auth?: Auth }).auth;
  }

  /** The createAuth behind the tag, with its sessions and events. A page may set its own. */
  get auth(): Auth {
    return (this.#auth ??= createAuth(authOptionsOf(this)));
  }

  set auth(auth: Auth) {
    this.unsettle();
    this.#auth = auth;
    this.#given = Boolean(auth); // a framework may set undefined until it has one
    if (this.isConnected) this.#start();
  }

  /** The current session, or undefined if nobody is signed in or the tag is not in a page yet. */
  get session(): AuthSession | undefined {
    return this.#auth?.current;
  }

  /** All sessions, newest first. */
  get sessions(): readonly AuthSession[] {
    return this.#auth?.sessions() ?? [];
  }

  connectedCallback(): void {
    this.#start();
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
    if (before === now) return;
    const shown = this.#run !== undefined && this.isConnected;
    if (/^(lang|server|suggestions|display)$/.test(name)) {
      if (shown) void (name === "lang" ? this.#speak() : this.#show());
    } else if (!this.#given) {
      this.#auth = undefined;
      this.unsettle();
      if (shown) this.#start();
    }
  }

  #start(): void {
    this.#cancel();
    const run = (this.#run = new AbortController());
    this.#known = false;
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [styleSheet()];
      this.#view = new View(english, this.#actions());
      root.append(this.#view.element);
    }
    this.#view?.form.showIdle(this.#adding);
    this.#view?.clear(/[?&]state=/.test(location.search));
    this.#begin(run.signal).catch((error: unknown) => this.#showError(error, run.signal));
  }

  /** Says everything in the language around the tag, when its texts are loaded. The latest call counts. */
  async #speak(): Promise<void> {
    const locale = (this.#locale = this.closest("[lang]")?.getAttribute("lang") || navigator.language);
    const lang = languageOf(locale);
    const { tag: words } = await texts(lang);
    if (locale !== this.#locale) return;
    this.#view?.speak(words, lang);
    this.#show();
  }

  async #begin(run: AbortSignal): Promise<void> {
    const { auth } = this;
    const spoken = this.#speak(); // who is signed in can be told before the texts are there
    const unsubscribe = [
      auth.on("signed-in", ({ session }) => (this.#justSignedIn = session.id)), // before "changed"
      auth.on("signed-in", () => this.#view?.notice.outdate()), // it may have said that the session cannot be used
      auth.on("changed", () => this.#show()),
      auth.on("expired", (expired) => this.#expired(expired)),
    ];
    run.addEventListener("abort", () => unsubscribe.forEach((end) => end()));
    const found = await auth.init();
    if (run.aborted) return;
    this.#known = true;
    this.#show();
    this.settle(found);
    await spoken;
    if (run.aborted || !this.#view) return;
    const { notice } = this.#view;
    const again = found === this.#found; // init resolves to the same result until the page is reloaded
    this.#found = found;
    const now = again && found.status === "unconfirmed" ? await auth.confirm({ signal: run }) : found;
    const status = await followSignUp(auth, now, notice, run);
    if (again && status === found) return;
    if (status.status === "denied") await notice.calm("access_denied");
    if (status.status === "failed") await this.#showError(status.error, run);
  }

  #actions(): ConstructorParameters<typeof View>[1] {
    return {
      signIn: (server) => void this.#signIn(server),
      cancel: () => this.#signingIn?.abort(),
      back: () => this.#showAddAccount(false),
      preload: (server) => this.auth.preload(server),
      use: (id) => void this.#whileBusy(() => this.auth.use(id)),
      add: () => this.#showAddAccount(true),
      slotted: () => this.#show(),
      open: () => {
        this.#showAddAccount(true);
        if (serverOf(this)) void this.#signIn(serverOf(this)); // the dialog has no question to ask
      },
      dismiss: () => {
        this.#signingIn?.abort();
        this.#showAddAccount(false);
      },
      signOut: () => void this.#signOut(),
      diagnose: (server, lang) => Mastodon.diagnose({ server, lang }),
    };
  }

  /** Shows who is signed in, and tells the page what has changed. */
  #show(): void {
    if (!this.#view || !this.#known) return;
    const view = this.#view;
    const { form } = view;
    const now = sessionsOf(this.auth);
    const session = now.current;
    this.#adding &&= session !== undefined || view.compact;
    view.keepFocus(() => {
      form.combobox.suggestions = suggestionsOf(this);
      form.fixServer(serverOf(this));
      if (!this.#signingIn) form.showIdle(this.#adding);
      view.show(session, now.sessions, this.#adding, session ? "" : initialServer());
    });
    const completed = this.#justSignedIn;
    const change = this.tellSessions(now, completed);
    if (!change) return;
    this.#justSignedIn = "";
    if (!change.first) view.notice.outdate();
    if (session) addRecentServer(hostOf(session.server));
    if (session && (session.id === completed || !change.first)) view.notice.announce(filled(view.words.signedIn, `@${session.account.handle}`));
    else if (change.previous && change.previous.id !== this.#signingOut) view.notice.announce(view.words.signedOut);
  }

  #showAddAccount(adding: boolean): void {
    if (adding !== this.#adding) this.#view?.form.combobox.fill(this.session ? "" : initialServer()); // not what they turned away from
    this.#adding = adding;
    this.#show(); // before the notice is cleared: it checks where the focus is
    this.#view?.notice.clear();
  }

  async #signIn(server: string): Promise<void> {
    if (!this.#view || this.#signingIn) return;
    const { form, notice } = this.#view;
    this.withdraw("error");
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
      await this.#showError(error, undefined, server);
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
    const notice = this.#view?.notice;
    if (!session || !notice) return;
    this.#signingOut = session.id;
    await this.#whileBusy(() => signOut(session, () => this.session !== undefined, notice));
    this.#signingOut = "";
  }

  /** Shows the account menu as busy while an asynchronous change of the sessions runs. */
  async #whileBusy(work: () => Promise<unknown>): Promise<void> {
    const view = this.#view;
    view?.notice.clear();
    view?.menu.busy(true);
    try {
      await work();
    } catch (error) {
      await this.#showError(error, undefined, this.auth.current?.server);
    }
    view?.menu.busy(false);
    this.#show();
  }

  #expired(expired: AuthEvents["expired"]): void {
    const { session } = expired;
    if (!this.#view || session.id !== this.auth.current?.id) return;
    tellExpiry(expired, this.#view.notice, () => {
      this.#showAddAccount(true);
      void this.#signIn(hostOf(session.server));
    });
  }

  /** Shows an error, and tells it to the page. One of the page's load is remembered: nobody listens yet. */
  async #showError(error: unknown, run?: AbortSignal, server?: string): Promise<void> {
    if (run?.aborted || isMastodonError(error, "aborted")) return; // nobody waits for it
    if (run) this.remember("error", { error });
    this.tell("error", { error });
    await this.#view?.notice.error(error, server);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "mastodon-login": MastodonLogin;
  }
}

if (typeof customElements !== "undefined" && !customElements.get("mastodon-login")) customElements.define("mastodon-login", MastodonLogin);
