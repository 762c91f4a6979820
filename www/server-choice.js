// The first step of a sign-up: the person chooses a server, and sees its rules and who may register.

import { onSubmit } from "./busy-button.js";
import { element, elements, fill, make } from "./dom.js";
import { clearFieldErrors, showFieldError } from "./error-message.js";
import { serverInfo } from "./server-info.js";

const [form, server, card, title, ask] = elements("host", "host-server", "host-card", "host-title", "host-ask");

/** Sets up the form. It calls chosen with a server that accepts new accounts, and dropped when the person wants another one. */
export function prepareServerChoice(chosen, dropped) {
  onSubmit(form, ask, async () => {
    clearFieldErrors(server);
    const found = await serverInfo(server.value);
    showServer(found);
    if (found.policy === "open" || found.policy === "approval") chosen(found);
  }, (error) => showFieldError(server, error));
  element("host-other").addEventListener("click", () => {
    askForServer();
    dropped();
    server.select();
  });
  ask.disabled = false;
}

/** Goes back to the server field. @param {string} [typed] what the person typed in another form */
export function askForServer(typed) {
  server.value ||= typed ?? "";
  form.hidden = false;
  card.hidden = true;
}

/** Shows who may register at a server and, if this is not possible here, where else. The note is its policy, or why it refused. */
export function showServer(found, note = found.policy) {
  form.hidden = true;
  card.hidden = false;
  title.textContent = found.title;
  fill(card, { domain: found.domain }, note);
  element("host-message").replaceChildren(...(found.message ? ["In its own words: ", make("q", { dir: "auto" }, found.message)] : []));
  for (const [id, address] of [["host-page", found.page], ["host-about", found.about]]) element(id).href = address;
  element("host-rules").hidden = found.rules.length === 0;
  element("host-about").hidden = found.rules.length > 0;
  element("host-rule-list").replaceChildren(...found.rules.map(({ text, hint, lang }) =>
    make("li", { dir: "auto", ...(lang && { lang }) }, text, ...(hint ? [" ", make("p", { class: "hint" }, hint)] : []))));
  title.focus();
}
