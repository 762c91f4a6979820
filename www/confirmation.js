// The view of a pending sign-up. The person has to confirm their e-mail address, and on some servers the staff approves accounts.
// The link in the e-mail may be opened in another browser, and not every link leads back here. So the page asks now and then.

import { auth } from "./auth.js";
import { onSubmit, whileBusy } from "./busy-button.js";
import { clear, element, elements, fill, link } from "./dom.js";
import { PageError, clearFieldErrors, hasCode, showError, showFieldError } from "./error-message.js";
import { announce, enter, isStanding } from "./views.js";

const [view, done, leave, said, problem, resend, send, email, resent] =
  elements("confirmation", "confirm-done", "confirm-leave", "confirm-status", "confirm-problem", "resend", "resend-send", "resend-email", "resend-status");
let waiting = new AbortController();
let newcomer;

/** Shows the pending sign-up and follows it. @param {import("./lib/index.js").AuthStatus & {status: "unconfirmed"}} status */
export function showConfirmation(status) {
  const { newcomer: { email: address = "" }, unkept } = status;
  clear(said, problem, resent);
  clearFieldErrors(email);
  announce("");
  settleConfirmation(status);
  email.value = address;
  done.onclick = () => whileBusy(done, look, problem);
  leave.onclick = () => whileBusy(leave, giveUp, problem);
  onSubmit(resend, send, sendAgain, (error) => {
    if (error instanceof PageError || hasCode(error, "validation_failed")) showFieldError(email, error);
    else showError(element("resend-email-problem"), error);
  });
  element("confirm-kept").hidden = !!unkept;
  if (unkept) showError(element("page-problem"), unkept);
  enter("confirmation");
}

/** Whether this session is that of the pending sign-up. @param {import("./lib/index.js").AuthSession} session */
export const isAwaited = ({ account }) => account.handle.toLowerCase() === newcomer?.handle.toLowerCase();

/** Shows what is new, and waits for more. A sign-up that the server dropped ends. @param {import("./lib/index.js").AuthStatus} status */
export function settleConfirmation(status) {
  waiting.abort();
  if (status.status === "failed" && !hasCode(status.error, "unauthorized")) throw status.error;
  if (status.status === "unconfirmed") {
    draw(status.newcomer);
    waiting = new AbortController();
    // It shows no errors, since the person did not ask for it. The button shows them.
    return void auth.confirm({ wait: true, signal: waiting.signal }).then(settleConfirmation).catch(() => {});
  }
  if (status.status === "signed-in") return; // the event "changed" shows the account
  enter(auth.current ? "account" : "signed-out");
  if (status.status === "failed") {
    announce("The server does not know this sign-up any more.",
      "It may have been declined, or it waited too long for the confirmation. You can sign up again.");
  }
}

async function look() {
  clear(problem, said);
  settleConfirmation(await auth.confirm());
  if (isStanding("confirmation")) said.textContent = newcomer.health === "server_down" ? `${domain()} does not answer.` : `Not yet, says ${domain()}.`;
}

async function sendAgain() {
  clear(resent);
  clearFieldErrors(email);
  const address = email.value.trim();
  if (!address) throw new PageError("The e-mail address is missing.", "Fill in yours.");
  settleConfirmation(await auth.confirm({ resend: true, ...(address !== newcomer.email && { email: address }) }));
  if (isStanding("confirmation") && newcomer.health === "unconfirmed") resent.textContent = `Sent to ${address}.`;
}

async function giveUp() {
  settleConfirmation(await auth.confirm({ forget: true }));
  announce("Removed from this browser.", `The account stays at ${domain()}. You can log in to it here once ${domain()} lets you in.`);
}

function draw(found) {
  newcomer = found;
  const state = ["pending", "disabled"].find((health) => health === found.health) ?? (found.corrected ? "corrected" : "unconfirmed");
  fill(view, { domain: domain(), email: found.email || "you", handle: `@${found.handle}` }, state);
  element("confirm-page").replaceChildren(link(`${found.server}/auth/edit`, "Sign in on its own page to see more."));
  done.textContent = /confirm|correct/.test(state) ? "I have confirmed" : "Look again";
}

const domain = () => newcomer.handle.slice(newcomer.handle.indexOf("@") + 1);
