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
  #words: Tag;
  readonly #field: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #hint: HTMLElement;
  readonly #secondaryButton: HTMLButtonElement;
  #fixedServer = "";
  #adding = false;
  /** The pending sign-in. */
  #busy: { readonly server: string; readonly popup: boolean } | undefined;
  /** The server of the last preload; "" if it was not known. */
  #prepared: string | undefined;

  constructor(words: Tag, actions: SignInFormActions) {
    this.#words = words;
    this.combobox = new ServerCombobox(words, (server) => actions.signIn(server), actions.announce);
    this.#button = make("button", { part: "button", class: "primary", type: "submit" });
    this.#hint = make("span", { part: "hint", id: "foot", role: "status" });
    this.#secondaryButton = make("button", { part: "link", type: "button" });
    this.#field = make("label", { part: "label", for: "server" });
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
    this.#render();
  }

  /** Says everything in another language. The field stays, with what the person does in it. */
  speak(words: Tag): void {
    this.#words = words;
    this.combobox.speak(words);
    this.#render();
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
    this.#render();
  }

  /** Shows the form in its initial state. To add another account, it has a button that leads back. */
  showIdle(adding: boolean): void {
    this.#adding = adding;
    this.#busy = undefined;
    this.#render();
  }

  /** Shows that a sign-in is pending, with a button to cancel it. */
  showBusy(server: string, popup: boolean): void {
    this.invalid(false);
    this.#busy = { server, popup };
    this.#render();
  }

  #render(): void {
    const words = this.#words;
    const busy = this.#busy;
    const fixed = this.#fixedServer;
    this.#field.textContent = words.server;
    this.#field.hidden = this.combobox.element.hidden = fixed !== "";
    this.#button.replaceChildren(...(fixed ? phrase(words.signInWith, fixed) : [words.signIn]));
    this.#hint.replaceChildren(...(!busy ? [words.password] : busy.popup ? [words.window] : phrase(words.leaving, busy.server)));
    this.#secondaryButton.textContent = busy ? words.cancel : words.back;
    this.#secondaryButton.hidden = !busy && !this.#adding;
    // The attribute disabled would take the focus away.
    this.combobox.input.readOnly = busy !== undefined;
    this.#button.ariaDisabled = this.element.ariaBusy = String(busy !== undefined);
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
