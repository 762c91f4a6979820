// @ts-check
// The server that a newcomer chooses: who asks it, and what it says about itself, whom it takes and what its rules are.

import { element, link, make } from "./element.js";
import { joining } from "./joining.js";
import { MastodonError } from "./lib/index.js";
import { clear, report } from "./problem.js";
import { during } from "./progress.js";

/** @typedef {import("./joining.js").Joining} Joining */

const form = element("host", HTMLFormElement);
const server = element("host-server", HTMLInputElement);
const problem = element("host-problem", HTMLDivElement);
const card = element("host-card", HTMLElement);
const title = element("host-title", HTMLHeadingElement);
const policy = element("host-policy", HTMLDivElement);

/**
 * @param {(joining: Joining) => void} welcome is called with a server that takes people
 * @param {() => void} leave is called when the person wants another
 */
export function openHost(welcome, leave) {
  const ask = element("host-ask", HTMLButtonElement);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    during(ask, async () => {
      clear(problem);
      server.ariaInvalid = null;
      try {
        const told = await joining(server.value);
        introduce(told);
        if (told.policy === "open" || told.policy === "approval") welcome(told);
        title.focus();
      } catch (error) {
        report(problem, error);
        if (error instanceof MastodonError && !/^(wasm|module)_/.test(error.code)) server.ariaInvalid = "true";
        server.focus();
      }
    });
  });
  element("host-other", HTMLButtonElement).addEventListener("click", () => {
    closeHost();
    leave();
    server.select();
  });
  ask.disabled = false;
}

/** Goes back to the question for a server. */
export function closeHost() {
  form.hidden = false;
  card.hidden = true;
}

/** @param {string} typed what the person wrote elsewhere */
export function suggestHost(typed) {
  server.value ||= typed;
}

/**
 * Says that a server does not take people from here, and where else to go.
 *
 * @param {Joining} told
 * @param {string} words
 */
export function turnAway(told, words) {
  policy.replaceChildren(make("div", { class: "notice" }, make("p", {}, words),
    ...(told.message ? [make("p", {}, "In its own words: ", make("q", { dir: "auto" }, told.message))] : []),
    make("p", {}, "You can look at ", link(told.page, "its own page"), ", or choose another server.")));
}

/** @param {Joining} told */
function introduce(told) {
  const { domain, rules, papers } = told;
  title.replaceChildren(told.title);
  form.hidden = true;
  card.hidden = false;
  if (told.policy === "closed") turnAway(told, `${domain} takes no new accounts at the moment.`);
  else if (told.policy === "elsewhere") turnAway(told, `${domain} takes new accounts on its own page only.`);
  else policy.replaceChildren(make("p", {}, ...(told.policy === "open"
    ? [make("bdi", {}, domain), " takes everybody: confirm your e-mail address, and you are in."]
    : ["The people who run ", make("bdi", {}, domain), " read every request before they let somebody in. That may take a day or two."])));
  element("host-rules", HTMLDivElement).replaceChildren(...(rules.length === 0
    ? [make("p", {}, link(papers.about, "About this server"))]
    : [make("h3", {}, "Its rules"), make("ol", { class: "rules" }, ...rules.map(inList))]));
}

/** @param {Joining["rules"][number]} rule */
function inList({ text, hint, lang }) {
  return make("li", { dir: "auto", ...(lang ? { lang } : {}) }, text, ...(hint ? [make("p", { class: "hint" }, hint)] : []));
}
