// Shows the account's preferences as a table. The HTML has a row with a label for each known preference.

import { clear, element, elements, make, makeButton } from "./dom.js";
import { showError } from "./error-message.js";

const rows = element("preferences").tBodies[0];
const known = [...rows.rows];
const [note, problem] = elements("preferences-note", "preferences-problem");

export async function showPreferences(mastodon, allowed, signal) {
  clear(rows, problem);
  note.textContent = allowed ? "" : "You did not allow this page to read them.";
  if (!allowed) return;
  try {
    const preferences = new Map(Object.entries(await mastodon.preferences()));
    if (signal.aborted) return;
    for (const row of known) {
      const key = row.dataset.preference ?? "";
      if (!preferences.has(key)) continue;
      row.cells[1].textContent = inWords(row, preferences.get(key));
      rows.append(row);
      preferences.delete(key);
    }
    for (const [key, value] of preferences) rows.append(make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, plain(value))));
    note.textContent = rows.rows.length > 0 ? "You can change them in your server’s own settings." : "Your server does not say.";
  } catch (error) {
    if (!signal.aborted) showError(problem, error, makeButton("Try again", () => showPreferences(mastodon, allowed, signal)));
  }
}

function inWords(row, value) {
  if (row.dataset.preference !== "posting:default:language") return row.getAttribute(`data-${plain(value)}`) ?? plain(value);
  try {
    return value ? new Intl.DisplayNames("en", { type: "language" }).of(plain(value)) ?? plain(value) : "as in your settings";
  } catch {
    return plain(value); // the browser does not know this language
  }
}

const plain = (value) => (typeof value === "string" ? value : JSON.stringify(value));
