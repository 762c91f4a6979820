// The notice below the tag: errors and other messages. Errors have the role alert; denied access and a sign-out have not.

import type { Tag } from "../messages/en.js";
import type { Told } from "../messages/user-message.js";
import { isMastodonError } from "../shared/error-recognition.js";
import type { MastodonError } from "../shared/errors.js";
import { filled, make, webAddress } from "./dom.js";

export class Notice {
  readonly element: HTMLElement;
  readonly #words: Tag;
  readonly #lang: string;
  readonly #message: (about: Told | string) => Promise<string>;
  readonly #alert = make("div", { class: "note", part: "error", role: "alert" });
  readonly #status = make("div", { class: "note calm", part: "notice", role: "status" });
  readonly #unseen = make("div", { class: "unseen", role: "status" });
  #latest = 0;

  constructor(words: Tag, lang: string, message: (about: Told | string) => Promise<string>) {
    this.#words = words;
    this.#lang = lang;
    this.#message = message;
    this.element = make("div", { id: "note" }, this.#alert, this.#status, this.#unseen);
  }

  clear(): void {
    this.#latest++;
    this.#alert.replaceChildren();
    this.#status.replaceChildren();
  }

  /** Shows an error, with the details for a bug report in small print. */
  async error(error: unknown): Promise<void> {
    if (!isMastodonError(error)) return this.code("unexpected");
    await this.#show(this.#alert, error, [...this.#link(error.page), ...this.#details(error)]);
  }

  /** Shows the message of a code, as an alert. */
  async code(code: string, ...more: Node[]): Promise<void> {
    await this.#show(this.#alert, { code }, more);
  }

  /** Shows that the server does not let the account be used, with its own page about that and its own words. */
  async barred(health: string, page?: string, description?: string): Promise<void> {
    await this.#show(this.#alert, { code: "forbidden", health }, [...this.#link(page), ...this.#quote(description)]);
  }

  /** Shows the message of a code that is no error, as a status. */
  async calm(code: string): Promise<void> {
    await this.#show(this.#status, { code }, []);
  }

  /** Shows a message that is no error. Returns a function that removes it, unless another has replaced it. */
  status(...content: (Node | string)[]): () => void {
    this.clear();
    const own = this.#latest;
    this.#status.append(make("p", { part: "message" }, ...content));
    return () => {
      if (own === this.#latest) this.clear();
    };
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

  async #show(place: HTMLElement, about: Told | string, more: Node[]): Promise<void> {
    this.clear();
    const own = this.#latest;
    const message = await this.#message(about);
    if (own === this.#latest) place.append(make("p", { part: "message", class: "what" }, message), ...more.flatMap((line) => [" ", line]));
  }

  #details(error: MastodonError): Node[] {
    const lines: Node[] = [];
    const { resetAt, description, hint, code, op, status, requestId } = error;
    if (resetAt) {
      const time = new Date(resetAt).toLocaleTimeString(this.#lang, { hour: "2-digit", minute: "2-digit" });
      lines.push(make("p", {}, filled(this.#words.again, time)));
    }
    lines.push(...this.#quote(description));
    const print = [code, op, status, requestId].filter(Boolean).join(" · ");
    // The hint is for the page's developer, in English. The person has the message.
    lines.push(make("p", { part: "details", class: "small", lang: "en", dir: "ltr", title: hint ?? "" }, make("code", {}, print)));
    return lines;
  }
}
