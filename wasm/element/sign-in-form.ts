// The view of the tag to sign in or to add an account: the field, the button, and a status line.

import type { Tag } from "../messages/en.js";
import { make, phrase } from "./dom.js";
import { ServerCombobox } from "./server-combobox.js";

export interface SignInFormActions {
  signIn(server: string): void;
  cancel(): void;
  back(): void;
  /** The pointer or the focus reaches the field or the button. The server is "" if it is not known yet. */
  preload(server: string): Promise<void>;
  announce(text: string): void;
}

export class SignInForm {
  readonly element: HTMLFormElement;
  readonly combobox: ServerCombobox;
  readonly #words: Tag;
  readonly #field: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #hint: HTMLElement;
  readonly #secondaryButton: HTMLButtonElement;
  #fixedServer = "";
  #busy = false;
  /** The server of the last preload; "" if it was not known. */
  #prepared: string | undefined;

  constructor(words: Tag, actions: SignInFormActions) {
    this.#words = words;
    this.combobox = new ServerCombobox(words, (server) => actions.signIn(server), actions.announce);
    this.#button = make("button", { part: "button", class: "primary", type: "submit" }, words.signIn);
    this.#hint = make("span", { part: "hint", id: "foot", role: "status" }, words.password);
    this.#secondaryButton = make("button", { part: "link", type: "button" });
    this.#field = make("label", { part: "label", for: "server" }, words.server);
    this.element = make("form", { part: "form", class: "sign-in", novalidate: true },
      this.#field,
      make("div", { class: "line" }, this.combobox.element, this.#button),
      make("p", { class: "foot" }, this.#hint, " ", this.#secondaryButton));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.combobox.close();
      if (!this.#busy) actions.signIn(this.#fixedServer || this.combobox.input.value.trim());
    });
    const preload = (server: string): void => this.#prepare(server, actions);
    const named = (): void => preload(this.#fixedServer || this.combobox.input.value.trim());
    // While the person types, the text may be incomplete, or the name of another server. It is complete at the change event, or
    // when the button gets the focus.
    this.combobox.input.addEventListener("focus", () => preload(this.combobox.settled));
    this.combobox.input.addEventListener("change", named);
    this.#button.addEventListener("focus", named);
    this.#button.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType !== "touch") preload(this.#fixedServer || this.combobox.settled); // a touch may only scroll
    });
    this.#secondaryButton.addEventListener("click", () => (this.#busy ? actions.cancel() : actions.back()));
  }

  /** Preloads what the click will need. After a failure, the next event tries again; the click reports the error. */
  #prepare(server: string, actions: SignInFormActions): void {
    if (this.#busy || this.#prepared === server || !server && this.#prepared) return;
    this.#prepared = server;
    actions.preload(server).catch(() => (this.#prepared = undefined));
  }

  /** Offers only this server. With "", the person chooses. */
  fixServer(server: string): void {
    this.#fixedServer = server;
    this.#field.hidden = this.combobox.element.hidden = server !== "";
    this.#button.replaceChildren(...(server ? phrase(this.#words.signInWith, server) : [this.#words.signIn]));
  }

  /** Shows the form in its initial state. To add another account, it has a button that leads back. */
  showIdle(adding: boolean): void {
    this.#setState(false, [this.#words.password], this.#words.back, adding);
  }

  /** Shows that a sign-in is pending, with a button to cancel it. */
  showBusy(server: string, popup: boolean): void {
    this.invalid(false);
    this.#setState(true, popup ? [this.#words.window] : phrase(this.#words.leaving, server), this.#words.cancel, true);
  }

  #setState(busy: boolean, hint: (Node | string)[], way: string, shown: boolean): void {
    this.#busy = busy;
    this.#hint.replaceChildren(...hint);
    this.#secondaryButton.textContent = way;
    this.#secondaryButton.hidden = !shown;
    // The attribute disabled would take the focus away.
    this.combobox.input.readOnly = busy;
    this.#button.ariaDisabled = String(busy);
    this.element.ariaBusy = String(busy);
  }

  invalid(invalid: boolean): void {
    this.combobox.input.ariaInvalid = invalid ? "true" : null;
  }

  focus(): void {
    if (this.#busy) this.#secondaryButton.focus();
    else if (this.#fixedServer) this.#button.focus();
    else this.combobox.input.focus();
  }
}
