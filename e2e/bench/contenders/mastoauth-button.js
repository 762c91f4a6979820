// The way in that a page gets from the tag.

import "../../../dist/element.js";

/** Puts the tag into the page; with a server, people need not type one. */
export function mount(server) {
  const tag = document.createElement("mastodon-login");
  tag.setAttribute("client-name", "A bench");
  if (server) tag.setAttribute("server", server);
  document.body.append(tag);
}
