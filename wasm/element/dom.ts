// Creates elements, never from markup: so every Content-Security-Policy allows it, and a server's text cannot become HTML.

/** Creates an element. An attribute that is true gets the empty value; one that is false is left out. */
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

/** A text with its one `{placeholder}` replaced by a name. The name runs from left to right, whatever the direction of the text. */
export function phrase(text: string, name: string): (Node | string)[] {
  const [before = "", after = ""] = text.split(/\{\w+\}/);
  return [before, make("bdi", { dir: "ltr" }, name), after];
}

/** The same as a string. */
export function filled(text: string, name: string): string {
  return text.replace(/\{\w+\}/, () => name);
}

/** The URL if it is http: or https:, otherwise "". A server may send a javascript: URL. */
export function webAddress(address: string | undefined): string {
  return address && /^https?:\/\//i.test(address) ? address : "";
}

/** A server's host name, from its URL. */
export function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, "");
}
