// The notice below the tag: errors and other messages. Errors have the role alert; denied access and a sign-out have not. A notice that
// is shown is told again in the new language when the language changes.

import type { Tag } from "../messages/en.js";
import { messageOf, texts, type Told } from "../messages/user-message.js";
import { isMastodonError } from "../shared/error-recognition.js";
import type { MastodonError } from "../shared/errors.js";
import type { MastodonErrorCode } from "../shared/types.gen.js";
import { type Diagnose, diagnosisOf, isDiagnosable } from "./diagnosis.js";
import { make, webAddress } from "./dom.js";

type Content = readonly (Node | string)[];

export class Notice {
  readonly element: HTMLElement;
  #words: Tag;
  #lang: string;
  readonly #diagnose: Diagnose;
  readonly #alert = make("div", { class: "note", part: "error", role: "alert" });
  readonly #status = make("div", { class: "note calm", part: "notice", role: "status" });
  readonly #unseen = make("div", { class: "unseen", role: "status" });
  /** Tells the notice that is shown. */
  #tell: (() => Promise<void>) | undefined;
  /** Whether it stays when somebody else is signed in. */
  #lasting = false;

  constructor(words: Tag, lang: string, diagnose: Diagnose) {
    this.#words = words;
    this.#lang = lang;
    this.#diagnose = diagnose;
    this.element = make("div", { id: "note" }, this.#alert, this.#status, this.#unseen);
  }

  speak(words: Tag, lang: string): void {
    this.#words = words;
    this.#lang = lang;
    void this.#tell?.();
  }

  clear(): void {
    this.#tell = undefined;
    this.#alert.replaceChildren();
    this.#status.replaceChildren();
  }

  /** Clears what was about who was signed in, since that has changed. */
  outdate(): void {
    this.#unseen.textContent = "";
    if (!this.#lasting) this.clear();
  }

  /** Shows an error, with the details for a bug report in small print. If a server may be the reason, the person can look what is wrong. */
  async error(error: unknown, server = ""): Promise<void> {
    if (!isMastodonError(error)) return this.code("unexpected");
    await this.#message(this.#alert, error, async () => [...this.#link(error.page), ...this.#details(error), ...(await this.#diagnosis(error, server))]);
  }

  async #diagnosis(error: MastodonError, server: string): Promise<Node[]> {
    if (!isDiagnosable(error, server)) return [];
    const lang = this.#lang;
    const { network } = await texts(lang);
    return [diagnosisOf(() => this.#diagnose(server, lang), network, this.#words.wait, (text) => this.announce(text))];
  }

  /** Shows the message of a code, as an alert. */
  async code(code: MastodonErrorCode, more: (words: Tag) => Content = () => []): Promise<void> {
    await this.#message(this.#alert, { code }, more);
  }

  /** Shows that the server does not let the account be used, with its own page about that and its own words. */
  async barred(health: string, page?: string, description?: string): Promise<void> {
    await this.#message(this.#alert, { code: "forbidden", health }, () => [...this.#link(page), ...this.#quote(description)]);
  }

  /** Shows the message of a code that is no error, as a status. */
  async calm(code: MastodonErrorCode): Promise<void> {
    await this.#message(this.#status, { code }, () => []);
  }

  /**
   * Shows a message that is no error. Returns a function that removes it, unless another has replaced it. lasting says that it is not
   * about who is signed in.
   */
  async status(content: (words: Tag, lang: string) => Content | Promise<Content>, lasting = false): Promise<() => void> {
    return this.#show(this.#status, async () => [make("p", { part: "message" }, ...await content(this.#words, this.#lang))], lasting);
  }

  /** Announces a text to screen readers only. */
  announce(text: string): void {
    this.#unseen.textContent = text;
  }

  /** A link to a page of the server, if there is one. */
  #link(page?: string): Node[] {
    const href = webAddress(page);
    return href ? [make("p", {}, make("a", { href, target: "_blank", rel: "noreferrer" }, this.#words.open))] : [];
  }

  #quote(description?: string): Node[] {
    return description ? [make("p", {}, this.#words.words, " ", make("q", { dir: "auto" }, description))] : [];
  }

  async #message(place: HTMLElement, about: Told, more: (words: Tag) => Content | Promise<Content>): Promise<void> {
    await this.#show(place, async () => {
      const message = await messageOf(about, this.#lang);
      return [make("p", { part: "message", class: "what" }, message), ...(await more(this.#words)).flatMap((line) => [" ", line])];
    });
  }

  async #show(place: HTMLElement, content: () => Promise<Content>, lasting = false): Promise<() => void> {
    this.clear();
    this.#lasting = lasting;
    const tell = this.#tell = async () => {
      const lang = this.#lang;
      const told = await content();
      if (tell !== this.#tell || lang !== this.#lang) return;
      const focused = place.querySelector(":focus");
      const open = place.querySelector("details")?.open;
      place.replaceChildren(...told);
      if (open) place.querySelector("details")?.setAttribute("open", "");
      if (focused) place.querySelector<HTMLElement>(focused.localName)?.focus();
    };
    await tell();
    return () => {
      if (tell === this.#tell) this.clear();
    };
  }

  #details(error: MastodonError): Node[] {
    const lines: Node[] = [];
    const { description, hint, code, op, status, requestId } = error;
    lines.push(...this.#quote(description));
    const print = [code, op, status, requestId].filter(Boolean).join(" · ");
    // Both this and the hint are for the page's developer, in English: shown only if the tag has the attribute debug.
    lines.push(make("p", { part: "details", class: "small", lang: "en", dir: "ltr" }, make("code", {}, print), ` ${hint ?? ""}`));
    return lines;
  }
}
