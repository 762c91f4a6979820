// The tag for somebody who is not signed in, or wants to add an account: the field, the button, and a line that says what happens.

import type { Tag } from "../messages/en.js";
import { make, phrase } from "./dom.js";
import { ServerCombobox } from "./server-combobox.js";

export interface SignInFormActions {
  signIn(server: string): void;
  cancel(): void;
  back(): void;
  /** The person comes near: to the field or to the button, with the server's name if it is known. */
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
  /** The server that was last prepared for; empty if it was not known. */
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
    // What stands in the field while somebody types is no server's name yet, or that of another one. It counts once they are done
    // with it, which the browser calls a change, and when the button gets the focus.
    this.combobox.input.addEventListener("focus", () => preload(this.combobox.settled));
    this.combobox.input.addEventListener("change", named);
    this.#button.addEventListener("focus", named);
    this.#button.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType !== "touch") preload(this.#fixedServer || this.combobox.settled); // a finger may be there to scroll
    });
    this.#secondaryButton.addEventListener("click", () => (this.#busy ? actions.cancel() : actions.back()));
  }

  /** Has ready by the click what it will need. Whatever fails here is tried again by the next approach, and told by the click. */
  #prepare(server: string, actions: SignInFormActions): void {
    if (this.#busy || this.#prepared === server || !server && this.#prepared) return;
    this.#prepared = server;
    actions.preload(server).catch(() => (this.#prepared = undefined));
  }

  /** One server and no other, or none in particular. */
  fixServer(server: string): void {
    this.#fixedServer = server;
    this.#field.hidden = this.combobox.element.hidden = server !== "";
    this.#button.replaceChildren(...(server ? phrase(this.#words.signInWith, server) : [this.#words.signIn]));
  }

  /** Shows the form as it is at first; for another account there is a way back. */
  showIdle(adding: boolean): void {
    this.#setState(false, [this.#words.password], this.#words.back, adding);
  }

  /** Shows that the sign-in is on its way, and how to call it off. */
  showBusy(server: string, popup: boolean): void {
    this.invalid(false);
    this.#setState(true, popup ? [this.#words.window] : phrase(this.#words.leaving, server), this.#words.cancel, true);
  }

  #setState(busy: boolean, hint: (Node | string)[], way: string, shown: boolean): void {
    this.#busy = busy;
    this.#hint.replaceChildren(...hint);
    this.#secondaryButton.textContent = way;
    this.#secondaryButton.hidden = !shown;
    // Not disabled, which would take the focus away.
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
