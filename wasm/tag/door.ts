// The tag for somebody who is not signed in, or wants to add an account: the field, the button, and a line that says what happens.

import type { Tag } from "../messages/en.js";
import { make, phrase } from "./markup.js";
import { Picker } from "./picker.js";

export interface DoorActions {
  signIn(server: string): void;
  cancel(): void;
  back(): void;
  /** The person comes near: to the field or to the button, with the server's name if it is known. */
  near(server: string): Promise<void>;
  announce(text: string): void;
}

export class Door {
  readonly element: HTMLFormElement;
  readonly picker: Picker;
  readonly #words: Tag;
  readonly #field: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #hint: HTMLElement;
  readonly #way: HTMLButtonElement;
  #locked = "";
  #busy = false;
  /** The server that was last prepared for; empty if it was not known. */
  #prepared: string | undefined;

  constructor(words: Tag, actions: DoorActions) {
    this.#words = words;
    this.picker = new Picker(words, (server) => actions.signIn(server), actions.announce);
    this.#button = make("button", { part: "button", class: "primary", type: "submit" }, words.signIn);
    this.#hint = make("span", { part: "hint", id: "foot", role: "status" }, words.password);
    this.#way = make("button", { part: "link", type: "button" });
    this.#field = make("label", { part: "label", for: "server" }, words.server);
    this.element = make("form", { part: "form", class: "door", novalidate: true },
      this.#field,
      make("div", { class: "line" }, this.picker.element, this.#button),
      make("p", { class: "foot" }, this.#hint, " ", this.#way));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.picker.close();
      if (!this.#busy) actions.signIn(this.#locked || this.picker.input.value.trim());
    });
    const near = (server: string): void => this.#prepare(server, actions);
    const named = (): void => near(this.#locked || this.picker.input.value.trim());
    // What stands in the field while somebody types is no server's name yet, or that of another one. It counts once they are done
    // with it, which the browser calls a change, and when the button gets the focus.
    this.picker.input.addEventListener("focus", () => near(this.picker.settled));
    this.picker.input.addEventListener("change", named);
    this.#button.addEventListener("focus", named);
    this.#button.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType !== "touch") near(this.#locked || this.picker.settled); // a finger may be there to scroll
    });
    this.#way.addEventListener("click", () => (this.#busy ? actions.cancel() : actions.back()));
  }

  /** Has ready by the click what it will need. Whatever fails here is tried again by the next approach, and told by the click. */
  #prepare(server: string, actions: DoorActions): void {
    if (this.#busy || this.#prepared === server || !server && this.#prepared) return;
    this.#prepared = server;
    actions.near(server).catch(() => (this.#prepared = undefined));
  }

  /** One server and no other, or none in particular. */
  lock(server: string): void {
    this.#locked = server;
    this.#field.hidden = this.picker.element.hidden = server !== "";
    this.#button.replaceChildren(...(server ? phrase(this.#words.signInWith, server) : [this.#words.signIn]));
  }

  /** Shows the door at rest; for another account there is a way back. */
  rest(adding: boolean): void {
    this.#stand(false, [this.#words.password], this.#words.back, adding);
  }

  /** Shows that the sign-in is on its way, and how to call it off. */
  leave(server: string, popup: boolean): void {
    this.invalid(false);
    this.#stand(true, popup ? [this.#words.window] : phrase(this.#words.leaving, server), this.#words.cancel, true);
  }

  #stand(busy: boolean, hint: (Node | string)[], way: string, shown: boolean): void {
    this.#busy = busy;
    this.#hint.replaceChildren(...hint);
    this.#way.textContent = way;
    this.#way.hidden = !shown;
    // Not disabled, which would take the focus away.
    this.picker.input.readOnly = busy;
    this.#button.ariaDisabled = String(busy);
    this.element.ariaBusy = String(busy);
  }

  invalid(invalid: boolean): void {
    this.picker.input.ariaInvalid = invalid ? "true" : null;
  }

  focus(): void {
    if (this.#busy) this.#way.focus();
    else if (this.#locked) this.#button.focus();
    else this.picker.input.focus();
  }
}
