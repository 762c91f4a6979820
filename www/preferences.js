// @ts-check
// The account's preferences as a small table, in words.

import { element, make } from "./element.js";
import { clear, report } from "./problem.js";

const yesNo = { true: "yes", false: "no" };
/** @type {Record<string, {label: string, words?: Record<string, string>}>} */
const known = {
  "posting:default:visibility": {
    label: "New posts are for",
    words: { public: "everyone", unlisted: "everyone, quietly", private: "followers", direct: "people mentioned" },
  },
  "posting:default:language": { label: "Their language" },
  "posting:default:sensitive": { label: "Their media is sensitive", words: yesNo },
  "posting:default:quote_policy": {
    label: "They may be quoted by",
    words: { public: "everyone", followers: "followers", nobody: "nobody but you" },
  },
  "reading:expand:media": {
    label: "Pictures are shown",
    words: { default: "unless sensitive", show_all: "always", hide_all: "on request" },
  },
  "reading:expand:spoilers": { label: "Content warnings are opened", words: yesNo },
  "reading:autoplay:gifs": { label: "Moving pictures move", words: { true: "by themselves", false: "on request" } },
};

const rows = element("preferences", HTMLTableElement).tBodies[0];
const note = element("preferences-note", HTMLParagraphElement);
const problem = element("preferences-problem", HTMLDivElement);

/**
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {boolean} allowed
 */
export async function showPreferences(mastodon, allowed) {
  if (!allowed) {
    note.textContent = "You did not allow this page to read them.";
    return;
  }
  try {
    const preferences = await mastodon.preferences();
    clear(problem);
    rows.replaceChildren(...Object.entries(preferences).sort(inOrder).map(([key, value]) =>
      make("tr", {}, make("th", { scope: "row" }, known[key]?.label ?? key), make("td", {}, inWords(key, value)))));
    note.textContent = rows.rows.length > 0 ? "You can change them in your server’s own settings." : "Your server does not tell.";
  } catch (error) {
    const again = make("button", { type: "button" }, "Try again");
    again.addEventListener("click", () => showPreferences(mastodon, allowed));
    report(problem, error, again);
  }
}

/**
 * Puts those that are known first, as they are listed above; servers send them in any order.
 *
 * @param {[string, unknown]} a
 * @param {[string, unknown]} b
 */
function inOrder([a], [b]) {
  const order = Object.keys(known);
  return ((order.indexOf(a) + 1) || Infinity) - ((order.indexOf(b) + 1) || Infinity) || 0;
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function inWords(key, value) {
  if (key === "posting:default:language") return typeof value === "string" && value ? language(value) : "as in your settings";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return known[key]?.words?.[text] ?? text;
}

/** @param {string} code */
function language(code) {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    return code; // servers know codes that browsers do not
  }
}
