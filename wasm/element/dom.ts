// Making elements: never from markup, so that no page's policy stands in the way and no server's words become HTML.

/** Makes an element. An attribute that is true has no value; one that is false is left out. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** A text with a name put in its one {place}. Names run from left to right, whatever the text around them does. */
export function phrase(text: string, name: string): (Node | string)[] {
  const [before = "", after = ""] = text.split(/\{\w+\}/);
  return [before, make("bdi", { dir: "ltr" }, name), after];
}

/** The same as a plain text. */
export function filled(text: string, name: string): string {
  return text.replace(/\{\w+\}/, () => name);
}

/** The address if it is one of the web: a server may send javascript: instead. */
export function webAddress(address: string | undefined): string {
  return address && /^https?:\/\//i.test(address) ? address : "";
}

/** A server's name, from its address. */
export function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, "");
}
