// Everything that the tag shows: the form or the account, and the notice. It is made once and never made anew, so it keeps what the
// person does in it, whatever changes around it: the text, the selection, the focus, an open list.

import type { Tag } from "../messages/en.js";
import { AccountMenu, type AccountMenuActions, type Person } from "./account-menu.js";
import type { Diagnose } from "./diagnosis.js";
import { make } from "./dom.js";
import { Notice } from "./notice.js";
import { SignInForm, type SignInFormActions } from "./sign-in-form.js";

export class View {
  words: Tag;
  readonly element: HTMLElement;
  readonly notice: Notice;
  readonly form: SignInForm;
  readonly menu: AccountMenu;
  readonly #wait = make("p", { class: "wait", role: "status", tabindex: "-1" });
  readonly #stage = make("div", {}, this.#wait);

  /** Whether the texts are there. Until then, words are English, and only an account is shown. */
  #spoken = false;

  constructor(words: Tag, actions: Omit<SignInFormActions, "announce"> & AccountMenuActions & { diagnose: Diagnose }) {
    this.words = words;
    this.notice = new Notice(words, "en", actions.diagnose);
    this.form = new SignInForm(words, { ...actions, announce: (text) => this.notice.announce(text) });
    this.menu = new AccountMenu(words, actions);
    this.element = make("div", { part: "box", class: "box" }, this.#stage, this.notice.element);
  }

  /** Says everything in another language. */
  speak(words: Tag, lang: string): void {
    this.words = words;
    this.#spoken = true;
    this.element.lang = lang;
    this.#wait.textContent = words.wait;
    for (const part of [this.form, this.menu, this.notice]) part.speak(words, lang);
  }

  /** Shows the account, or the form if there is none. The text of the form is initial, unless the person has typed one. */
  show(current: Person | undefined, all: readonly Person[], initial: string): void {
    const { form, menu } = this;
    if (current) menu.show(current, all);
    else if (!this.#spoken) return;
    const part = current ? menu : form;
    if (this.#stage.firstChild !== part.element) {
      if (part === form && !form.combobox.typed) form.combobox.fill(initial);
      this.#stage.replaceChildren(part.element);
    }
  }

  /** Makes a change. If that hides what had the focus, the focus moves to where the person goes on. */
  keepFocus(change: () => void): void {
    const hadFocus = this.#focused() !== null;
    change();
    if (hadFocus && !this.#focused()) this.focus();
  }

  /** Takes away what may be true no more: the notice and the account. The form stays. */
  clear(): void {
    const hadFocus = this.#focused() !== null;
    this.notice.clear();
    if (this.#stage.firstChild === this.form.element) return;
    this.#stage.replaceChildren(this.#wait);
    if (hadFocus) this.#wait.focus(); // until the account is there again
  }

  focus(): void {
    if (this.#stage.firstChild === this.menu.element) this.menu.focus();
    else this.form.focus();
  }

  #focused(): Element | null {
    const focused = this.element.querySelector(":focus");
    return focused?.closest("[hidden]") ? null : focused;
  }
}
