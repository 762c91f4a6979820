// A signed-out look of the page's own: what the page puts into the slot signed-out stands in place of the form, and opens the form in a
// dialog.

import type { Tag } from "../messages/en.js";
import { make } from "./dom.js";

export interface SignInDialogActions {
  /** The page has put something else into the slot. */
  slotted(): void;
  /** The person asks for the form. */
  open(): void;
  /** The person turns away from the form. */
  dismiss(): void;
}

const pressable = "button, a[href], input, summary, [tabindex], [role=button]";

export class SignInDialog {
  /** What stands in place of the form. It is always in the tag, since a slot knows only then what is in it. */
  readonly opener = make("div", { class: "opener", hidden: true });
  readonly element = make("dialog", { part: "dialog", class: "dialog" });
  readonly #slot = make("slot", { name: "signed-out" });
  /** The button around what cannot be pressed, such as a text. */
  readonly #button = make("button", { "part": "button", "class": "primary", "type": "button", "aria-haspopup": "dialog" });

  constructor({ slotted, open, dismiss }: SignInDialogActions) {
    this.opener.append(this.#slot);
    this.#slot.addEventListener("slotchange", slotted);
    this.opener.addEventListener("click", open);
    this.element.addEventListener("cancel", dismiss); // the key Escape
    this.element.addEventListener("click", ({ target }) => {
      if (target === this.element) dismiss(); // beside it: its contents cover all of it
    });
  }

  speak({ signIn }: Tag): void {
    this.element.ariaLabel = signIn;
  }

  /** Whether the page has put something into the slot. It gets a button around it if it is none. */
  prepare(): boolean {
    const [first] = this.#slot.assignedElements();
    if (!first) return false;
    const around = this.#own() ? this.opener : this.#button;
    if (this.#slot.parentElement !== around) {
      this.opener.replaceChildren(around === this.#button ? around : this.#slot);
      around.append(this.#slot);
    }
    return true;
  }

  show(open: boolean): void {
    if (!open) this.element.close();
    else if (!this.element.open) this.element.showModal();
  }

  focus(): void {
    (this.#own() ?? this.#button).focus();
  }

  /** The page's own button, if it has put one into the slot. */
  #own(): HTMLElement | null {
    const [first] = this.#slot.assignedElements();
    return first instanceof HTMLElement && first.matches(pressable) ? first : first?.querySelector<HTMLElement>(pressable) ?? null;
  }
}
