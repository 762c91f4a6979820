// The view of the tag for a signed-in person: the account, and a menu to switch accounts, add one or sign out. It follows the menu
// button of the ARIA Authoring Practices: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/

import type { Tag } from "../messages/en.js";
import type { SessionAccount } from "../shared/types.gen.js";
import { make, webAddress } from "./dom.js";
import { placePopup } from "./popup-position.js";

/** The part of a session that is shown. */
export interface Person {
  readonly id: string;
  readonly account: SessionAccount;
}

export interface AccountMenuActions {
  use(id: string): void;
  add(): void;
  signOut(): void;
}

export class AccountMenu {
  readonly element: HTMLElement;
  #words: Tag;
  readonly #actions: AccountMenuActions;
  readonly #button: HTMLButtonElement;
  readonly #menu: HTMLElement;

  constructor(words: Tag, actions: AccountMenuActions) {
    this.#words = words;
    this.#actions = actions;
    this.#button = make("button", {
      "part": "account", "class": "account", "type": "button", "id": "account", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": "menu",
    });
    this.#menu = make("div", { part: "popup menu", class: "popup", id: "menu", role: "menu", "aria-labelledby": "account", hidden: true });
    this.element = make("div", { class: "account-menu" }, this.#button, this.#menu);
    this.#button.addEventListener("click", () => (this.#menu.hidden ? this.#open(0) : this.#close(true)));
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget))) this.#close(false);
    });
  }

  /** Takes the texts of another language. The next show uses them. */
  speak(words: Tag): void {
    this.#words = words;
  }

  /** Shows the account and the items of the menu. An open menu stays open, and the item with the focus keeps it. */
  show(current: Person, all: readonly Person[]): void {
    this.#button.replaceChildren(...accountLabel(current.account), make("span", { class: "more", "aria-hidden": "true" }));
    const before = [...this.#menu.children];
    const focused = this.#menu.querySelector<HTMLElement>(":focus")?.dataset.item;
    const items = new Map<string, HTMLButtonElement>();
    const item = (role: string, key: string, act: () => void, attributes: Record<string, string>, ...content: (Node | string)[]) => {
      const made = make("button", { part: "item", type: "button", role, "tabindex": "-1", "data-item": key, ...attributes }, ...content);
      made.addEventListener("click", () => {
        this.#close(true);
        act();
      });
      items.set(key, made);
      return made;
    };
    const accounts = all.map((person) => item("menuitemradio", person.id, () => {
      if (person.id !== current.id) this.#actions.use(person.id);
    }, { "aria-checked": String(person.id === current.id) }, ...accountLabel(person.account)));
    this.#menu.append(
      make("div", { "class": "accounts", "role": "group", "aria-label": this.#words.accounts }, ...accounts),
      item("menuitem", "add", this.#actions.add, { class: "act" }, this.#words.add),
      item("menuitem", "sign-out", this.#actions.signOut, { class: "act" }, this.#words.signOut),
    );
    // The focus moves before its item goes: without it, the menu would close.
    if (focused && items.has(focused)) items.get(focused)?.focus();
    else if (focused) this.#close(true);
    before.forEach((part) => part.remove());
    if (!this.#menu.hidden) placePopup(this.#menu);
  }

  busy(busy: boolean): void {
    this.element.ariaBusy = String(busy);
    this.#button.ariaDisabled = String(busy);
  }

  focus(): void {
    this.#button.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.indexOf(event.target as HTMLButtonElement);
    if (at < 0) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      this.#open(event.key === "ArrowDown" ? 0 : items.length - 1);
    } else {
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
      if (to !== undefined) items[(to + items.length) % items.length]?.focus();
      else if (event.key === "Escape") this.#close(true);
      else return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #items(): HTMLButtonElement[] {
    return [...this.#menu.querySelectorAll("button")];
  }

  #open(at: number): void {
    if (this.#button.ariaDisabled === "true") return;
    this.#menu.hidden = false;
    placePopup(this.#menu);
    this.#button.ariaExpanded = "true";
    this.#items()[at]?.focus();
  }

  #close(back: boolean): void {
    if (this.#menu.hidden) return;
    if (back) this.#button.focus();
    this.#menu.hidden = true;
    this.#button.ariaExpanded = "false";
  }
}

/** Picture, name and handle. */
function accountLabel({ avatar, displayName, username, handle }: SessionAccount): HTMLElement[] {
  const name = displayName || username || handle;
  const blank = make("span", { "part": "avatar", "class": "avatar", "aria-hidden": "true" }, [...name][0] ?? "");
  const address = webAddress(avatar);
  if (address) {
    const picture = make("img", { src: address, alt: "", referrerpolicy: "no-referrer", decoding: "async" });
    picture.addEventListener("error", () => picture.remove()); // the letter below it becomes visible
    blank.append(picture);
  }
  return [
    blank,
    make("span", { class: "names" },
      make("bdi", { part: "name", class: "name" }, name),
      " ",
      handleLabel(handle)),
  ];
}

/** The handle. A long name is cut, and the server never is. Each stands in a bdi, so that the one cannot turn the other round. */
function handleLabel(handle: string): HTMLElement {
  const at = handle.lastIndexOf("@");
  return make("bdi", { part: "handle", class: "handle", dir: "ltr" },
    make("bdi", { class: "user" }, `@${handle.slice(0, at)}`), make("bdi", { class: "domain" }, handle.slice(at)));
}
