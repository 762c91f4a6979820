// The field for a server, with a list below it: what was typed, servers used before, and servers that the page suggests. It follows
// the combobox of the ARIA Authoring Practices: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import type { Tag } from "../messages/en.js";
import { filled, make, phrase } from "./dom.js";
import { placePopup } from "./popup-position.js";
import { clearRecentServers, recentServers, removeRecentServer } from "./recent-servers.js";

interface Row {
  server: string;
  kind: "typed" | "used" | "suggested";
}

const most = 8;

export class ServerCombobox {
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
  /** The servers that the page suggests. */
  suggestions: readonly string[] = [];
  #words: Tag;
  readonly #list: HTMLUListElement;
  readonly #popup: HTMLElement;
  readonly #any = make("span", { part: "hint", id: "any" });
  readonly #forget = make("button", { part: "link", type: "button" });
  readonly #choose: (server: string) => void;
  readonly #announce: (text: string) => void;
  #rows: Row[] = [];
  #active = -1;
  /** Whether the person has typed the text. Only then it filters the list. */
  #typed = false;

  constructor(words: Tag, choose: (server: string) => void, announce: (text: string) => void) {
    this.#words = words;
    this.#choose = choose;
    this.#announce = announce;
    this.input = make("input", {
      "part": "input", "id": "server", "type": "text", "role": "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "list", "aria-describedby": "any foot note", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false",
      "inputmode": "url", "enterkeyhint": "go", "dir": "ltr", "placeholder": "mastodon.social",
    });
    this.#list = make("ul", { part: "list", id: "list", role: "listbox" });
    const foot = make("p", { class: "caption" }, this.#any, " ", this.#forget);
    this.#popup = make("div", { part: "popup", class: "popup", hidden: true }, this.#list, foot);
    this.element = make("div", { class: "picker" }, this.input, this.#popup);
    this.#listen();
    this.speak(words);
  }

  /** Says everything in another language. An open list stays open, with its highlighted option. */
  speak(words: Tag): void {
    this.#words = words;
    this.#list.ariaLabel = words.servers;
    this.#any.textContent = words.any;
    this.#forget.textContent = words.forget;
    const active = this.#active;
    if (!this.#popup.hidden) this.#open();
    this.#highlight(active);
  }

  #listen(): void {
    this.input.addEventListener("input", () => {
      this.#typed = true;
      this.#open();
    });
    this.input.addEventListener("click", () => this.#open());
    this.input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#forget.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.input.focus();
      this.#onKey(event);
    });
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget))) this.close();
    });
    // The field keeps the focus when the list is pressed. The button below the list may take it.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => {
      const at = target instanceof Element ? target.closest("[role=option]") : null;
      const row = this.#rows[[...this.#list.children].indexOf(at as Element)];
      if (row && (target as Element).closest(".remove")) this.#remove(row);
      else if (row) this.#take(row);
    });
    this.#forget.addEventListener("click", () => {
      clearRecentServers();
      this.input.focus();
      this.close();
    });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || this.input.readOnly) return;
    const row = this.#rows[this.#active];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (this.#popup.hidden) this.#open();
        this.#move(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        if (!row) return; // submits the form
        this.#take(row);
        break;
      case "Escape":
        if (this.#popup.hidden) return;
        event.stopPropagation(); // a dialog around the tag stays open
        this.close();
        break;
      case "Delete":
        // Only at the end of the text, where the key deletes no character.
        if (row?.kind !== "used" || this.input.selectionStart !== this.input.value.length) return;
        this.#remove(row);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #open(): void {
    if (this.input.readOnly) return;
    const typed = this.input.value.trim();
    const same = typed.toLowerCase();
    const narrow = this.#typed ? same : "";
    const used = recentServers();
    const known: Row[] = [
      ...used.map((server): Row => ({ server, kind: "used" })),
      ...[...new Set(this.suggestions)].filter((server) => !used.includes(server)).map((server): Row => ({ server, kind: "suggested" })),
    ];
    const others = known.filter(({ server }) => server.includes(narrow) && server !== same);
    // The typed text is always the first option, since any server works.
    this.#rows = [...(typed ? [{ server: typed, kind: "typed" } as const] : []), ...others].slice(0, most);
    this.#list.replaceChildren(...this.#rows.map((row, at) => this.#option(row, at)));
    this.#forget.hidden = used.length === 0;
    this.#popup.hidden = this.#rows.length === 0;
    if (!this.#popup.hidden) placePopup(this.#popup);
    this.input.setAttribute("aria-expanded", String(!this.#popup.hidden));
    this.#highlight(-1);
  }

  #option({ server, kind }: Row, at: number): HTMLElement {
    const option = make("li", { part: "option", role: "option", id: `row-${at}`, "aria-selected": "false" });
    if (kind === "typed") {
      option.append(make("span", {}, ...phrase(this.#words.use, server)));
      return option;
    }
    option.append(make("bdi", { dir: "ltr" }, server));
    if (kind === "used") {
      option.append(
        make("small", {}, make("span", { class: "unseen" }, ", "), this.#words.used, make("span", { class: "unseen" }, `. ${this.#words.removeKey}`)),
        // For pointers. The keyboard has Delete, and the button below the list works for everyone.
        make("span", { class: "remove", "aria-hidden": "true", title: filled(this.#words.remove, server) }, "×"),
      );
    }
    return option;
  }

  #move(by: number): void {
    const count = this.#rows.length;
    if (count === 0) return;
    this.#highlight(this.#active < 0 ? (by > 0 ? 0 : count - 1) : (this.#active + by + count) % count);
  }

  #highlight(active: number): void {
    this.#active = active;
    for (const [at, option] of [...this.#list.children].entries()) option.setAttribute("aria-selected", String(at === active));
    const marked = this.#list.children[active];
    if (marked) this.input.setAttribute("aria-activedescendant", marked.id);
    else this.input.removeAttribute("aria-activedescendant");
    marked?.scrollIntoView({ block: "nearest" });
  }

  #take({ server }: Row): void {
    this.close();
    this.input.value = server;
    this.#choose(server);
  }

  #remove({ server }: Row): void {
    removeRecentServer(server);
    const active = this.#active;
    this.#open();
    this.#highlight(Math.min(active, this.#rows.length - 1));
    this.#announce(filled(this.#words.removed, server));
  }

  /** Sets the text. It does not filter the list until the person changes it. */
  fill(server: string): void {
    this.input.value = server;
    this.#typed = false;
  }

  /** Whether the text is what the person typed. */
  get typed(): boolean {
    return this.#typed;
  }

  /** The text, or "" while the person is typing. */
  get settled(): string {
    return this.#typed ? "" : this.input.value.trim();
  }

  close(): void {
    this.#popup.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#highlight(-1);
  }
}
