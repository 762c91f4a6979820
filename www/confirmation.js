// The view of a pending sign-up. The person has to confirm their e-mail address, and on some servers the staff approves accounts.
// The link in the e-mail leads back to this page, maybe in another tab.

import { auth } from "./auth.js";
import { onSubmit, whileBusy } from "./busy-button.js";
import { clear, element, elements, fill, link } from "./dom.js";
import { PageError, clearFieldErrors, hasCode, showError, showFieldError } from "./error-message.js";
import { announce, enter, isStanding } from "./views.js";

const [view, done, leave, said, problem, resend, send, email, resent] =
  elements("confirmation", "confirm-done", "confirm-leave", "confirm-status", "confirm-problem", "resend", "resend-send", "resend-email", "resend-status");
/** The page checks by itself: first after 15 seconds, then less and less often, at most five minutes apart. */
const delays = { first: 15_000, growth: 1.5, last: 300_000 };
let timer;
let newcomer;

/** Shows the pending sign-up and keeps checking it. @param {import("./lib/index.js").AuthStatus & {status: "unconfirmed"}} status */
export function showConfirmation({ newcomer: found, unkept }) {
  clear(said, problem, resent);
  clearFieldErrors(email);
  announce("");
  draw(found);
  email.value = found.email ?? "";
  done.onclick = () => whileBusy(done, look, problem);
  leave.onclick = () => whileBusy(leave, giveUp, problem);
  onSubmit(resend, send, sendAgain, (error) => {
    if (error instanceof PageError || hasCode(error, "validation_failed")) showFieldError(email, error);
    else showError(element("resend-email-problem"), error);
  });
  document.onvisibilitychange = () => !document.hidden && lookQuietly(); // back from the e-mail
  element("confirm-kept").hidden = !!unkept;
  if (unkept) showError(element("page-problem"), unkept);
  lookLater(delays.first);
  enter("confirmation");
}

/** Whether this session is that of the pending sign-up. @param {import("./lib/index.js").AuthSession} session */
export const isAwaited = ({ account }) => account.handle.toLowerCase() === newcomer?.handle.toLowerCase();

/** Handles the result of a check. A sign-up that the server dropped ends. @param {import("./lib/index.js").AuthStatus} status */
export function settleConfirmation(status) {
  if (status.status === "unconfirmed") return draw(status.newcomer);
  if (status.status === "failed" && !hasCode(status.error, "unauthorized")) throw status.error;
  clearTimeout(timer);
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

/** Checks without showing errors, since the person did not ask for it. The button shows them. */
async function lookQuietly() {
  if (isStanding("confirmation")) await auth.confirm().then(settleConfirmation).catch(() => {});
}

function lookLater(delay) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    lookLater(Math.min(delay * delays.growth, delays.last));
    if (!document.hidden) lookQuietly();
  }, delay);
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
  announce("Removed from this browser.", `The account stays at ${domain()}: confirm your e-mail address, and you can log in to it here.`);
}

function draw(found) {
  newcomer = found;
  const { health } = found;
  const state = ["pending", "disabled"].includes(health) ? health : "unconfirmed";
  fill(view, { domain: domain(), email: found.email || "you", handle: `@${found.handle}` }, state);
  element("confirm-page").replaceChildren(link(`${found.server}/auth/edit`, "Sign in on its own page to see more."));
  done.textContent = state === "unconfirmed" ? "I have confirmed" : "Look again";
}

const domain = () => newcomer.handle.slice(newcomer.handle.indexOf("@") + 1);
