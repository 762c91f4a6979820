// The form to sign up with: it asks what the chosen server wants to know.

import { auth } from "./auth.js";
import { onSubmit } from "./busy-button.js";
import { showConfirmation } from "./confirmation.js";
import { element, elements, fill } from "./dom.js";
import { hasCode, showError } from "./error-message.js";
import { clearSignUpErrors, showSignUpErrors, signUpErrors } from "./field-errors.js";
import { locale, timeZone } from "./locale.js";
import { allow, scopeInWords } from "./scope-picker.js";
import { askForServer, prepareServerChoice, showServer } from "./server-choice.js";
import { chosenApp, signInServer } from "./sign-in.js";
import { announce, enter, leavePlace } from "./views.js";

const [form, username, email, password, reveal, birth, reason, agreement, send, problem] = elements("newcomer", "new-username",
  "new-email", "new-password", "new-password-show", "new-birth", "new-reason", "new-agreement", "new-send", "new-problem");
/** What the server did not know, and is not sent again: servers differ in the languages and time zones that they have. */
const unknown = new Set();

/** Makes the form ready. */
export function prepareSignUp() {
  prepareServerChoice(ask, () => { form.hidden = true; });
  document.querySelector('a[href="#sign-up"]')?.addEventListener("click", () => askForServer(signInServer()));
  reveal.addEventListener("click", () => showPassword(password.type === "password"));
}

function showPassword(visible) {
  password.type = visible ? "text" : "password";
  reveal.firstChild.replaceWith(visible ? "Hide" : "Show");
}

/** Asks for what this server wants to know. */
function ask(server) {
  const { domain, minAge, policy, reasonRequired } = server;
  form.hidden = false;
  clearSignUpErrors();
  element("new-birth-field").hidden = !minAge;
  birth.max = new Date().toISOString().slice(0, 10);
  element("new-reason-field").hidden = policy !== "approval";
  reason.ariaRequired = String(reasonRequired);
  element("new-reason-optional").hidden = reasonRequired;
  for (const paper of ["about", "privacy", "terms"]) {
    element(`new-${paper}`).hidden = !server[paper];
    element(`new-${paper}`).querySelector("a").href = server[paper];
  }
  // What a sign-up needs beside what was chosen: to be made, and to know whether it is confirmed.
  const { scopes } = chosenApp();
  const asked = [...scopes, ...["read:accounts", "write:accounts"].filter((needed) => !allow(scopes, needed))].map(scopeInWords).join(", ");
  username.oninput = () => fill(form, { handle: `@${username.value.trim() || "you"}@${domain}`, age: minAge, scopes: asked });
  username.oninput();
  onSubmit(form, send, () => signUp(server), (error) => refuse(server, error));
}

async function signUp(server) {
  clearSignUpErrors();
  // A server lets an address try five times in half an hour, so what is plain to see is not left to it.
  const missing = missingFields(server);
  if (missing.size > 0) return showSignUpErrors(missing);
  const status = await auth.signUp(server.baseUrl, {
    ...chosenApp(), username: username.value.trim(), email: email.value.trim(), password: password.value, agreement: agreement.checked,
    ...(server.policy === "approval" && { reason: reason.value.trim() }), ...(server.minAge && { dateOfBirth: birth.value }),
    ...(!unknown.has("locale") && { locale: locale() }), ...(!unknown.has("time_zone") && { timeZone: timeZone() }), remember: "if-possible",
  });
  finish();
  if (status.status === "unconfirmed") showConfirmation(status);
}

function missingFields({ minAge, policy, reasonRequired }) {
  const needed = {
    username: [username.value.trim(), "Choose a name."], email: [email.value.trim(), "Without an address the server cannot write to you."],
    password: [password.value, "Choose a password."], date_of_birth: [!minAge || birth.value, "This server asks everybody for it."],
    reason: [policy !== "approval" || !reasonRequired || reason.value.trim(), "The people who decide ask for it."],
    agreement: [agreement.checked, "You can join only if you agree to them."],
  };
  return new Map(Object.entries(needed).filter(([, [given]]) => !given).map(([name, [, text]]) => [name, [{ code: "", text }]]));
}

function refuse(server, error) {
  if (hasCode(error, "account_pending")) return signInLater(server);
  if (hasCode(error, "signup_closed", "signup_unsupported")) {
    form.hidden = true;
    return showServer(server, hasCode(error, "signup_closed") ? "refused" : "elsewhere");
  }
  const found = signUpErrors(error.details);
  if (found.size === 0) return showError(problem, error);
  for (const name of ["locale", "time_zone"].filter((name) => found.has(name))) {
    unknown.add(name);
    found.get(name).push({ code: "", text: "Send the form again. It will be sent without this, and the e-mail may be in English." });
  }
  showSignUpErrors(found);
}

/** Some servers make the account and hand out its token only after a login. */
function signInLater({ domain }) {
  finish();
  signInServer(domain);
  leavePlace();
  enter(auth.current ? "account" : "signed-out");
  announce("Your account was created.", `Look for an e-mail from ${domain}, and log in here once your address is confirmed.`);
}

/** Leaves nothing of what was typed. */
function finish() {
  form.reset();
  showPassword(false);
  form.hidden = true;
  askForServer();
}
