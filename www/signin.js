// @ts-check
// The form at the door: where is your account, what may the app do, what is it called.

import { chosen, offer } from "./choice.js";
import { element } from "./element.js";
import { MastodonAPIError, MastodonError, MastodonNetworkError, MastodonRatelimitError } from "./lib/index.js";
import { Mistake, clear, hasCode, report } from "./problem.js";
import { during } from "./progress.js";
import { registered } from "./registration.js";
import { inWords } from "./scopes.js";
import * as shelf from "./shelf.js";

const form = element("sign-in", HTMLFormElement);
const server = element("server", HTMLInputElement);
const asked = element("asked", HTMLDetailsElement);
const clientName = element("app-name", HTMLInputElement);
const website = element("app-website", HTMLInputElement);
const choose = element("choose-account", HTMLInputElement);
const button = element("log-in", HTMLButtonElement);
const stop = element("stop", HTMLButtonElement);
const status = element("log-in-status", HTMLSpanElement);
const promise = status.textContent ?? "";

const places = {
  server: element("server-problem", HTMLDivElement),
  scopes: element("scopes-problem", HTMLDivElement),
  name: element("name-problem", HTMLDivElement),
  website: element("website-problem", HTMLDivElement),
  form: element("sign-in-problem", HTMLDivElement),
};
/** The attempt under way; its signal ends it. */
let attempt = new AbortController();

/** Makes the form ready, with what was typed into it before. */
export function open() {
  const kept = shelf.form();
  fill(server, new URLSearchParams(location.search).get("server") ?? kept.server);
  fill(clientName, kept.name);
  fill(website, kept.website);
  choose.checked = kept.choose === true;
  offer(Array.isArray(kept.scopes) ? kept.scopes : ["read", "write"], answer);
  answer();
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    during(button, logIn);
  });
  stop.addEventListener("click", () => {
    attempt.abort();
    window.stop(); // the way to the server, if it has begun
    button.focus();
    rest();
  });
  button.disabled = false;
}

async function logIn() {
  clear(...Object.values(places), element("return-problem", HTMLDivElement), element("door-notice", HTMLDivElement));
  server.ariaInvalid = clientName.ariaInvalid = website.ariaInvalid = null;
  keep();
  attempt = new AbortController();
  const { signal } = attempt;
  try {
    const redirectUri = location.origin + location.pathname;
    const scopes = chosen();
    if (scopes.length === 0) throw new Mistake("Nothing is ticked, so there is nothing to ask for.", "Tick at least one.");
    working("Asking your server …");
    const app = { server: server.value, scopes, clientName: clientName.value.trim(), website: website.value.trim(), redirectUri };
    const mastodon = await registered(app, signal);
    const { url } = await mastodon.authRequestUrl({ scopes, redirectUri, forceLogin: choose.checked, signal });
    if (signal.aborted) return;
    working(`Taking you to ${new URL(url).host} …`);
    location.assign(url);
    await leaving(signal);
  } catch (error) {
    if (!signal.aborted) explain(error);
  } finally {
    rest();
  }
}

/**
 * Waits until the browser has left for the server. The person may call it off, or come back by the Back button to the
 * page as they left it; and some never get there: after a while the form is usable again.
 *
 * @param {AbortSignal} signal
 */
function leaving(signal) {
  return new Promise((resolve) => {
    signal.addEventListener("abort", resolve);
    window.addEventListener("pageshow", resolve, { once: true });
    setTimeout(resolve, 20_000);
  });
}

/** @param {string} text */
function working(text) {
  status.textContent = text;
  stop.hidden = false;
}

function rest() {
  status.textContent = promise;
  stop.hidden = true;
}

/**
 * Shows the error beside what it is about.
 *
 * @param {unknown} error
 */
function explain(error) {
  const [place, field] = whereabouts(error);
  if (place !== places.server && place !== places.form) asked.open = true;
  report(place, error);
  if (!field) return;
  field.ariaInvalid = "true";
  field.focus();
}

/**
 * @param {unknown} error
 * @returns {[HTMLElement, HTMLInputElement?]}
 */
function whereabouts(error) {
  if (error instanceof Mistake) return [places.scopes];
  if (!(error instanceof MastodonError) || /^(wasm|module|validation)_/.test(error.code)) return [places.form];
  if (hasCode(error, "client_name_invalid")) return [places.name, clientName];
  if (hasCode(error, "option_invalid") && error.message.includes("website")) return [places.website, website];
  if (hasCode(error, "scope_unknown", "invalid_scope", "scopes_not_granted")) return [places.scopes];
  const about = [MastodonNetworkError, MastodonAPIError, MastodonRatelimitError];
  if (error.code.startsWith("server_") || about.some((kind) => error instanceof kind)) return [places.server, server];
  return [places.form];
}

/** Says in one line what is asked for, so that nobody needs to open the details to know. */
function answer() {
  const scopes = chosen();
  const text = scopes.length > 3 ? `${scopes.length} things` : scopes.map(inWords).join(", ");
  element("asked-answer", HTMLSpanElement).textContent = text || "nothing yet";
}

function keep() {
  shelf.keepForm({ server: server.value, scopes: chosen(), name: clientName.value, website: website.value, choose: choose.checked });
}

/**
 * @param {HTMLInputElement} field
 * @param {unknown} value
 */
function fill(field, value) {
  if (typeof value === "string" && value) field.value = value;
}
