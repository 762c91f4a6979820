// Everything that the tag shows: the form or the account, and the notice. It is made once and never made anew, so it keeps what the
// person does in it, whatever changes around it: the text, the selection, the focus, an open list.

import type { Tag } from "../messages/en.js";
import { AccountMenu, type AccountMenuActions, type Person } from "./account-menu.js";
import type { Diagnose } from "./diagnosis.js";
import { make } from "./dom.js";
import { Notice } from "./notice.js";
import { SignInDialog, type SignInDialogActions } from "./sign-in-dialog.js";
import { SignInForm, type SignInFormActions } from "./sign-in-form.js";

export type ViewActions = Omit<SignInFormActions, "announce"> & AccountMenuActions & SignInDialogActions & { diagnose: Diagnose };

export class View {
  words: Tag;
  readonly element: HTMLElement;
  readonly notice: Notice;
  readonly form: SignInForm;
  readonly menu: AccountMenu;
  readonly #dialog: SignInDialog;
  readonly #wait = make("p", { class: "wait", role: "status", tabindex: "-1" });
  readonly #stage = make("div", { class: "stage" }, this.#wait);
  /** Has the width of the form, whatever is in it, or with "fit" that of what is in it. */
  readonly #frame: HTMLElement;
  /** Whether the texts are there. Until then, words are English, and only what needs none is shown. */
  #spoken = false;
  /** Whether the form is shown. */
  #asking = false;

  constructor(words: Tag, actions: ViewActions) {
    this.words = words;
    this.notice = new Notice(words, "en", actions.diagnose);
    this.form = new SignInForm(words, { ...actions, announce: (text) => this.notice.announce(text) });
    this.menu = new AccountMenu(words, actions);
    this.#dialog = new SignInDialog(actions);
    this.#frame = make("div", { class: "frame" }, this.#stage, this.#dialog.opener);
    this.element = make("div", { part: "box", class: "box" }, this.#frame, this.notice.element, this.#dialog.element);
  }

  /** Whether the page has a signed-out look of its own, which opens the form in a dialog. */
  get compact(): boolean {
    return this.#dialog.prepare();
  }

  /** Says everything in another language. */
  speak(words: Tag, lang: string): void {
    this.words = words;
    this.#spoken = true;
    this.element.lang = lang;
    this.#wait.textContent = words.wait;
    for (const part of [this.form, this.menu, this.notice, this.#dialog]) part.speak(words, lang);
  }

  /**
   * Shows the account, or the form if there is none or another account is added. The text of the form is initial, unless the person has
   * typed one.
   */
  show(current: Person | undefined, all: readonly Person[], adding: boolean, initial: string): void {
    const { form, menu, notice, compact } = this;
    if (current) menu.show(current, all);
    else if (!compact && !this.#spoken) return;
    const asking = adding || !current && !compact;
    if (asking && !this.#asking) {
      form.invalid(false);
      if (!form.combobox.typed) form.combobox.fill(initial);
    }
    this.#asking = asking;
    const place = compact && asking ? this.#dialog.element : this.element;
    if (compact && form.element.parentElement !== this.#dialog.element) this.#dialog.element.append(form.element);
    if (notice.element.parentElement !== place) place.append(notice.element);
    this.#stageOnly(current && (compact || !adding) ? menu.element : compact ? undefined : form.element);
    this.#dialog.opener.hidden = current !== undefined || !compact;
    this.#dialog.show(compact && asking);
  }

  /** Makes a change. If that hides what had the focus, the focus moves to where the person goes on. */
  keepFocus(change: () => void): void {
    const hadFocus = this.#focused() !== null;
    change();
    if (hadFocus && !this.#focused()) this.focus();
  }

  /** Takes away what may be true no more: the notice and the account. The form stays. arriving says that somebody comes from a server. */
  clear(arriving: boolean): void {
    const hadFocus = this.#focused() !== null;
    this.notice.clear();
    if (this.#asking) return;
    const account = this.#stage.firstChild === this.menu.element;
    this.#stageOnly(this.#wait);
    this.#dialog.opener.hidden = true;
    this.#frame.classList.toggle("fit", account || arriving || this.compact);
    if (hadFocus) this.#wait.focus(); // until the account is there again
  }

  focus(): void {
    if (this.#asking) this.form.focus();
    else if (this.#stage.firstChild === this.menu.element) this.menu.focus();
    else this.#dialog.focus();
  }

  #stageOnly(part: HTMLElement | undefined): void {
    this.#frame.classList.toggle("fit", part !== this.form.element);
    if (this.#stage.firstChild === (part ?? null)) return;
    this.#stage.replaceChildren(...(part ? [part] : []));
  }

  #focused(): Element | null {
    const focused = this.element.querySelector(":focus");
    return focused?.closest("[hidden]") ? null : focused;
  }
}
