// The sign-up form: it asks for what the chosen server requires.

import { auth } from "./auth.js";
import { onSubmit } from "./busy-button.js";
import { showConfirmation } from "./confirmation.js";
import { element, elements, fill } from "./dom.js";
import { hasCode, showError } from "./error-message.js";
import { clearSignUpErrors, showSignUpErrors, signUpErrors } from "./field-errors.js";
import { allow, scopeInWords } from "./scope-picker.js";
import { askForServer, prepareServerChoice, showServer } from "./server-choice.js";
import { chosenApp, signInServer } from "./sign-in.js";
import { announce, enter, leavePlace } from "./views.js";

const [form, username, email, password, reveal, birth, reason, agreement, send, problem] = elements("newcomer", "new-username",
  "new-email", "new-password", "new-password-show", "new-birth", "new-reason", "new-agreement", "new-send", "new-problem");
/** The values that the server did not accept, which are not sent again: servers know different languages and time zones. */
const unknown = new Set();

/** Sets up the form. */
export function prepareSignUp() {
  prepareServerChoice(ask, () => { form.hidden = true; });
  document.querySelector('a[href="#sign-up"]')?.addEventListener("click", () => askForServer(signInServer()));
  reveal.addEventListener("click", () => showPassword(password.type === "password"));
}

function showPassword(visible) {
  password.type = visible ? "text" : "password";
  reveal.firstChild.replaceWith(visible ? "Hide" : "Show");
}

/** Shows the fields that this server requires. */
function ask(server) {
  const { domain, minAge, birthRequired, policy, reasonRequired } = server;
  form.hidden = false;
  clearSignUpErrors();
  element("new-birth-field").hidden = !birthRequired;
  birth.max = new Date().toISOString().slice(0, 10);
  element("new-reason-field").hidden = policy !== "approval";
  reason.ariaRequired = String(reasonRequired);
  element("new-reason-optional").hidden = reasonRequired;
  for (const paper of ["about", "privacy", "terms"]) {
    element(`new-${paper}`).hidden = !server[paper];
    element(`new-${paper}`).querySelector("a").href = server[paper];
  }
  // A sign-up needs two scopes in addition: to create the account, and to find out whether it is confirmed.
  const { scopes } = chosenApp();
  const asked = [...scopes, ...["read:accounts", "write:accounts"].filter((needed) => !allow(scopes, needed))].map(scopeInWords).join(", ");
  username.oninput = () => fill(form, { handle: `@${username.value.trim() || "you"}@${domain}`, age: minAge, scopes: asked }, minAge ? "aged" : "any");
  username.oninput();
  onSubmit(form, send, () => signUp(server), (error) => refuse(server, error));
}

async function signUp(server) {
  clearSignUpErrors();
  // Servers allow five attempts in half an hour for each IP address, so the page checks what it can before it sends the form.
  const missing = missingFields(server);
  if (missing.size > 0) return showSignUpErrors(missing);
  const status = await auth.signUp(server.baseUrl, {
    ...chosenApp(), username: username.value.trim(), email: email.value.trim(), password: password.value, agreement: agreement.checked,
    ...(server.policy === "approval" && { reason: reason.value.trim() }), ...(server.birthRequired && { dateOfBirth: birth.value }),
    ...(!unknown.has("locale") && { locale: navigator.language }), ...(!unknown.has("time_zone") && { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }), remember: "if-possible",
  });
  finish();
  if (status.status === "unconfirmed") showConfirmation(status);
}

function missingFields({ birthRequired, policy, reasonRequired }) {
  const needed = {
    username: [username.value.trim(), "Choose a name."], email: [email.value.trim(), "Without an address the server cannot write to you."],
    password: [password.value, "Choose a password."], date_of_birth: [!birthRequired || birth.value, "This server asks everybody for it."],
    reason: [policy !== "approval" || !reasonRequired || reason.value.trim(), "The people who decide ask for it."],
    agreement: [agreement.checked, "You can join only if you agree to them."],
  };
  return new Map(Object.entries(needed).filter(([, [given]]) => !given).map(([name, [, text]]) => [name, [{ code: "", text }]]));
}

function refuse(server, error) {
  if (hasCode(error, "account_pending")) return signInLater(server, error.health);
  if (hasCode(error, "signup_closed", "signup_unsupported")) {
    form.hidden = true;
    return showServer(server, hasCode(error, "signup_closed") ? "refused" : "elsewhere");
  }
  // A server that has just begun to require something keeps its instance document for some minutes.
  const { missing = [] } = error;
  if (missing.includes("reason")) Object.assign(server, { policy: "approval", reasonRequired: true });
  server.birthRequired ||= missing.includes("dateOfBirth");
  if (missing.length > 0) [showServer, ask].forEach((show) => show(server));
  const found = signUpErrors(error.details);
  if (found.size === 0) return showError(problem, error);
  for (const name of ["locale", "time_zone"].filter((name) => found.has(name))) {
    unknown.add(name);
    found.get(name).push({ code: "", text: "Send the form again. It will be sent without this, and the e-mail may be in English." });
  }
  showSignUpErrors(found);
}

/** For servers that create the account but give no token: the person has to sign in. */
function signInLater({ domain }, health) {
  finish();
  signInServer(domain);
  leavePlace();
  enter(auth.current ? "account" : "signed-out");
  const next = { unconfirmed: `Look for an e-mail from ${domain}.`, pending: `The people who run ${domain} decide whether to let you in.` };
  announce("Your account was created.", `${next[health] ?? ""} Log in here once ${domain} lets you in.`.trim());
}

/** Clears the form. */
function finish() {
  form.reset();
  showPassword(false);
  form.hidden = true;
  askForServer();
}
