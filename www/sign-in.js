// The sign-in form: the server, the app's name and its scopes.

import { auth } from "./auth.js";
import { onSubmit } from "./busy-button.js";
import { clear, element, elements } from "./dom.js";
import { PageError, clearFieldErrors, hasCode, showError, showFieldError } from "./error-message.js";
import { isMastodonError } from "./lib/index.js";
import { chosenScopes, prepareScopes, scopeInWords } from "./scope-picker.js";
import { announce } from "./views.js";

const [form, server, details, name, website, choose, held, button, stop, status] =
  elements("sign-in", "server", "asked", "name", "website", "choose-account", "hold-login", "log-in", "stop", "log-in-status");
const promise = status.textContent;
const [formProblem, scopesProblem] = elements("sign-in-problem", "scopes-problem");
const formKey = "mastoauth-page:form";
let attempt = new AbortController(); // aborts the pending sign-in

/** Sets up the form, with the values of the last visit. */
export function prepareSignIn() {
  const saved = savedForm();
  for (const [field, value] of [[server, new URLSearchParams(location.search).get("server") ?? saved.server], [name, saved.name], [website, saved.website]]) {
    if (typeof value === "string" && value) field.value = value;
  }
  choose.checked = saved.choose === true;
  held.checked = saved.held === true;
  prepareScopes(Array.isArray(saved.scopes) ? saved.scopes : ["read", "write"], summarize);
  summarize();
  form.addEventListener("input", saveForm);
  onSubmit(form, button, signIn, explain);
  stop.addEventListener("click", () => {
    attempt.abort();
    button.focus();
  });
  button.disabled = false;
}

/** Returns the server in the form. @param {string} [typed] the value to set first */
export function signInServer(typed) {
  if (typed) server.value = typed;
  return server.value;
}

/** The app's name, website and scopes, as options of signIn. */
export const chosenApp = () => ({ clientName: name.value.trim(), website: website.value.trim(), scopes: chosenScopes() });

async function signIn() {
  announce("");
  clear(formProblem, scopesProblem);
  clearFieldErrors(server, name, website);
  saveForm();
  if (chosenScopes().length === 0) throw new PageError("Nothing is ticked, so there is nothing to ask for.", "Tick at least one.");
  attempt = new AbortController();
  status.textContent = "Contacting your server. It shows its own page next …";
  stop.hidden = false;
  try {
    await auth.signIn(server.value, {
      ...chosenApp(), ...(choose.checked && { forceLogin: true }), remember: held.checked ? false : "if-possible",
      state: held.checked ? "held" : "", returnTo: location.pathname + location.search, signal: attempt.signal,
    });
  } finally {
    status.textContent = promise;
    stop.hidden = true;
  }
}

/** Shows an error at the part of the form that it is about. */
function explain(error) {
  if (hasCode(error, "aborted")) return;
  const about = subject(error);
  if (about !== server && about !== formProblem) details.open = true;
  if (about instanceof HTMLInputElement) showFieldError(about, error);
  else showError(about, error);
}

function subject(error) {
  if (error instanceof PageError || hasCode(error, "scope_unknown", "invalid_scope", "scopes_not_granted")) return scopesProblem;
  if (!isMastodonError(error) || /^(wasm|module|validation|storage)_/.test(error.code)) return formProblem;
  if (hasCode(error, "client_name_invalid")) return name;
  return hasCode(error, "option_invalid") ? website : server; // the form's only option with that code
}

/** Summarizes the app's name and scopes in one line, so that they are visible while the details are closed. */
function summarize() {
  const scopes = chosenScopes();
  element("asked-answer").textContent = scopes.length > 3 ? `${scopes.length} things` : scopes.map(scopeInWords).join(", ") || "nothing yet";
}

function saveForm() {
  const typed = { server: server.value, scopes: chosenScopes(), name: name.value, website: website.value, choose: choose.checked, held: held.checked };
  try {
    localStorage.setItem(formKey, JSON.stringify(typed));
  } catch {
    // If the browser cannot store anything, the form starts empty on the next visit.
  }
}

function savedForm() {
  try {
    return { ...JSON.parse(localStorage.getItem(formKey) ?? "{}") };
  } catch {
    return {};
  }
}
