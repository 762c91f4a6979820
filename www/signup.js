// @ts-check
// The form to sign up with: it asks what the chosen server wants to know.

import { chosen } from "./choice.js";
import { client } from "./client.js";
import { awaitConfirmation } from "./confirmation.js";
import { element, link, make } from "./element.js";
import { clearFindings, findings, openFindings, showFindings } from "./findings.js";
import { closeHost, openHost, suggestHost, turnAway } from "./host.js";
import { locale, timeZone } from "./locale.js";
import { hasCode, report } from "./problem.js";
import { during } from "./progress.js";
import { registered } from "./registration.js";
import { allow, inWords } from "./scopes.js";
import { LOGIN, keepNewcomer } from "./shelf.js";
import { enter, leavePlace } from "./view.js";

/** @typedef {import("./joining.js").Joining} Joining */

const form = element("newcomer", HTMLFormElement);
const username = element("new-username", HTMLInputElement);
const email = element("new-email", HTMLInputElement);
const password = element("new-password", HTMLInputElement);
const reveal = element("new-password-show", HTMLButtonElement);
const birth = element("new-birth", HTMLInputElement);
const birthField = element("new-birth-field", HTMLDivElement);
const reason = element("new-reason", HTMLTextAreaElement);
const reasonField = element("new-reason-field", HTMLDivElement);
const agreement = element("new-agreement", HTMLInputElement);
const send = element("new-send", HTMLButtonElement);
const status = element("new-status", HTMLParagraphElement);
const problem = element("new-problem", HTMLDivElement);
/** What the server was sent and did not know, and is not sent again: languages and time zones differ from list to list. */
const unknown = new Set();

/** Makes the form ready. */
export function openSignUp() {
  openHost(welcome, () => { form.hidden = true; });
  openFindings();
  document.querySelector('a[href="#sign-up"]')?.addEventListener("click", () => suggestHost(element("server", HTMLInputElement).value));
  reveal.addEventListener("click", () => show(password.type === "password"));
}

/** @param {boolean} visible whether the password is */
function show(visible) {
  password.type = visible ? "text" : "password";
  reveal.firstChild?.replaceWith(visible ? "Hide" : "Show");
}

/** @param {Joining} joining */
function welcome(joining) {
  const { domain, minAge, policy, reasonRequired, papers } = joining;
  form.hidden = false;
  clearFindings();
  birthField.hidden = !minAge;
  birth.max = new Date().toISOString().slice(0, 10);
  element("new-birth-hint", HTMLParagraphElement).textContent = `You have to be at least ${minAge}. to join.`;
  reasonField.hidden = policy !== "approval";
  reason.ariaRequired = String(reasonRequired);
  element("new-reason-optional", HTMLSpanElement).hidden = reasonRequired;
  element("new-agreement-text", HTMLSpanElement).replaceChildren("I have read ", link(papers.about, "the server’s rules"),
    ...(papers.privacy ? [", its ", link(papers.privacy, "privacy policy")] : []),
    ...(papers.terms ? [" and its ", link(papers.terms, "terms of service")] : []), " and agree.");
  const handle = () => { element("new-handle", HTMLElement).textContent = `@${username.value.trim() || "you"}@${domain}`; };
  handle();
  username.oninput = handle;
  status.textContent = `This page may then ${scopes().map(inWords).join(", ")} as your new account.`;
  form.onsubmit = (event) => {
    event.preventDefault();
    during(send, () => signUp(joining));
  };
}

/** What the door asks for, and what a sign-up needs beside it: to be made, and to know whether it is confirmed. */
function scopes() {
  const asked = chosen();
  return [...asked, ...["read:accounts", "write:accounts"].filter((needed) => !allow(asked, needed))];
}

/** @param {Joining} joining */
async function signUp(joining) {
  clearFindings();
  // A server lets an address try five times in half an hour, so what is plain to see is not left to it.
  const missing = blanks(joining);
  if (missing.size > 0) return showFindings(missing);
  let mastodon = client({ apiBaseUrl: joining.base });
  try {
    const app = {
      server: joining.base, scopes: scopes(), redirectUri: location.origin + location.pathname,
      clientName: element("app-name", HTMLInputElement).value.trim(), website: element("app-website", HTMLInputElement).value.trim(),
    };
    mastodon = await registered(app, new AbortController().signal);
    const { error } = await mastodon.createAccount({
      username: username.value.trim(), email: email.value.trim(), password: password.value, agreement: agreement.checked,
      ...(reasonField.hidden ? {} : { reason: reason.value.trim() }),
      ...(birthField.hidden ? {} : { dateOfBirth: birth.value }),
      ...(unknown.has("locale") ? {} : { locale: locale() }),
      ...(unknown.has("time_zone") ? {} : { timeZone: timeZone() }),
      toKey: LOGIN, returnDetailedError: true,
    });
    if (error) refused(joining, error);
    else succeed(joining, mastodon);
  } catch (error) {
    if (hasCode(error, "account_pending")) return pend(joining);
    // The account may be there although its token could not be kept: then the login holds until the page is closed.
    if (hasCode(error, "storage_full", "storage_blocked") && await mastodon.persistableLoginCredentials().catch(() => undefined)) {
      report(element("page-problem", HTMLDivElement), error);
      return succeed(joining, mastodon);
    }
    report(problem, error);
  }
}

/** @param {Joining} joining */
function blanks({ reasonRequired }) {
  const found = new Map();
  const need = (/** @type {string} */ name, /** @type {unknown} */ given, /** @type {string} */ text) => {
    if (!given) found.set(name, [{ code: "", text }]);
  };
  need("username", username.value.trim(), "Choose a name.");
  need("email", email.value.trim(), "Without an address the server cannot write to you.");
  need("password", password.value, "Choose a password.");
  if (!birthField.hidden) need("date_of_birth", birth.value, "This server asks everybody for it.");
  if (!reasonField.hidden && reasonRequired) need("reason", reason.value.trim(), "The people who decide ask for it.");
  need("agreement", agreement.checked, "You can join if you agree to them.");
  return found;
}

/**
 * @param {Joining} joining
 * @param {import("./lib/index.js").MastodonError} error
 */
function refused(joining, error) {
  if (hasCode(error, "signup_closed", "signup_unsupported")) {
    form.hidden = true;
    turnAway(joining, hasCode(error, "signup_closed") ? `${joining.domain} takes no new accounts at the moment, or none from here.`
      : `${joining.domain} takes new accounts on its own page only.`);
    return element("host-title", HTMLHeadingElement).focus();
  }
  const found = findings(error.details);
  if (found.size === 0) return report(problem, error);
  for (const name of ["locale", "time_zone"]) {
    const list = found.get(name);
    if (!list) continue;
    unknown.add(name);
    list.push({ code: "", text: "Send the form again: this is left out then, and the e-mail may come in English." });
  }
  showFindings(found);
}

/**
 * @param {Joining} joining
 * @param {import("./lib/index.js").Mastodon} mastodon
 */
function succeed(joining, mastodon) {
  const newcomer = { username: username.value.trim(), email: email.value.trim(), domain: joining.domain };
  keepNewcomer(newcomer);
  finish();
  awaitConfirmation(mastodon, newcomer);
}

/**
 * Some servers make the account and hand out its token only after a login.
 *
 * @param {Joining} joining
 */
function pend({ domain }) {
  finish();
  element("server", HTMLInputElement).value = domain;
  leavePlace();
  enter("door");
  element("door-notice", HTMLDivElement).replaceChildren(make("p", {}, make("strong", {}, "Your account was created. "),
    `Look for an e-mail from ${domain}, and log in here once your address is confirmed.`));
}

/** Leaves nothing of what was typed. */
function finish() {
  form.reset();
  show(false);
  form.hidden = true;
  closeHost();
}
