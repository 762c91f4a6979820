// @ts-check
// After a sign-up: the e-mail address is to be confirmed, and on some servers the staff decides. Until then the token is of
// no use. The link in the e-mail leads back to this page, maybe in another tab.

import { element, make } from "./element.js";
import { home, visited } from "./home.js";
import { MastodonVersionError } from "./lib/index.js";
import { Mistake, clear, hasCode, report } from "./problem.js";
import { during } from "./progress.js";
import { LOGIN, NEWCOMER, forget, hasLogin, keepNewcomer, newcomer as kept } from "./shelf.js";
import { enter } from "./view.js";

/** @typedef {import("./lib/index.js").Mastodon} Mastodon */
/** @typedef {import("./shelf.js").Newcomer} Newcomer */

const view = element("confirm", HTMLElement);
const done = element("confirm-done", HTMLButtonElement);
const title = element("confirm-title", HTMLHeadingElement);
const lead = element("confirm-lead", HTMLParagraphElement);
const status = element("confirm-status", HTMLParagraphElement);
const problem = element("confirm-problem", HTMLDivElement);
const resend = element("resend", HTMLFormElement);
const send = element("resend-send", HTMLButtonElement);
const email = element("resend-email", HTMLInputElement);
const resent = element("resend-status", HTMLParagraphElement);
const resendProblem = element("resend-problem", HTMLDivElement);

/** The page looks by itself: after a quarter of a minute, and then less and less often, up to every five minutes. */
const patience = { first: 15_000, growth: 1.5, last: 300_000 };
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Waits with the person.
 *
 * @param {Mastodon} mastodon logged in as the newcomer
 * @param {Newcomer} newcomer
 */
export function awaitConfirmation(mastodon, newcomer) {
  for (const place of [status, problem, resent, resendProblem]) clear(place);
  email.value ||= newcomer.email; // somebody may have been quicker than this
  ask(newcomer);
  const look = () => settle(mastodon, newcomer);
  done.onclick = () => during(done, async () => {
    clear(problem, status);
    try {
      if (!await look()) status.textContent = `Not yet, says ${newcomer.domain}.`;
    } catch (error) {
      report(problem, error);
    }
  });
  resend.onsubmit = (event) => {
    event.preventDefault();
    during(send, () => sendAgain(mastodon, newcomer, look));
  };
  const leave = element("confirm-leave", HTMLButtonElement);
  leave.onclick = () => during(leave, () => giveUp(mastodon, newcomer));
  window.onstorage = ({ key }) => {
    // Another tab has let the person in, or forgot them.
    if ((key === NEWCOMER || key === LOGIN || key === null) && !kept() && !view.hidden) location.reload();
  };
  document.onvisibilitychange = () => {
    if (!document.hidden && !view.hidden) look().catch(() => {}); // back from the e-mail
  };
  done.disabled = send.disabled = false;
  element("confirm-kept", HTMLParagraphElement).hidden = !kept();
  wait(look, patience.first);
  enter("confirm");
}

/**
 * Looks whether the person may come in now, and goes on if so. A sign-up that the server dropped ends here.
 *
 * @param {Mastodon} mastodon
 * @param {Newcomer} newcomer
 */
export async function settle(mastodon, newcomer) {
  try {
    const standing = await standingOf(mastodon);
    if (standing === "unapproved") askForPatience(newcomer);
    if (standing !== "in") return false;
  } catch (error) {
    if (!hasCode(error, "unauthorized")) throw error;
    leave(`${newcomer.domain} does not know this sign-up any more. `,
      "It may have been declined, or it waited too long for the confirmation. You can sign up again.");
    return true;
  }
  clearTimeout(timer);
  forget(NEWCOMER);
  // What listens at home still listens to the one who was there before.
  if (visited && hasLogin()) location.reload();
  else home(mastodon, await mastodon.persistableLoginCredentials());
  return true;
}

/**
 * @param {Mastodon} mastodon
 * @returns {Promise<"unconfirmed" | "unapproved" | "in">}
 */
async function standingOf(mastodon) {
  let confirmed;
  try {
    confirmed = await mastodon.emailCheckConfirmation();
  } catch (error) {
    // Servers can be asked this since Mastodon 4.2; on others the account itself tells, as soon as it may be used.
    if (!(error instanceof MastodonVersionError) && !hasCode(error, "not_found", "forbidden")) throw error;
  }
  if (confirmed === false) return "unconfirmed";
  try {
    await mastodon.accountVerifyCredentials();
    return "in";
  } catch (error) {
    if (!hasCode(error, "forbidden")) throw error;
    return confirmed ? "unapproved" : "unconfirmed";
  }
}

/**
 * @param {() => Promise<boolean>} look
 * @param {number} delay
 */
function wait(look, delay) {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    // Nobody is told of a failure that nobody asked for: the next look may go better, and the button says more.
    const settled = document.hidden || view.hidden ? false : await look().catch(() => false);
    if (!settled) wait(look, Math.min(delay * patience.growth, patience.last));
  }, delay);
}

/**
 * @param {Mastodon} mastodon
 * @param {Newcomer} newcomer
 * @param {() => Promise<boolean>} look
 */
async function sendAgain(mastodon, newcomer, look) {
  clear(resent, resendProblem);
  email.ariaInvalid = null;
  const address = email.value.trim();
  try {
    if (!address) throw new Mistake("There is no address to write to.", "Fill in yours.");
    await mastodon.emailResendConfirmation(address === newcomer.email ? {} : { email: address });
    newcomer.email = address;
    if (kept()) keepNewcomer(newcomer);
    ask(newcomer);
    resent.replaceChildren("Sent to ", make("bdi", {}, address), ".");
  } catch (error) {
    // The server refuses if the address is confirmed already.
    if (hasCode(error, "forbidden") && await look().catch(() => false)) return;
    report(resendProblem, error);
    if (!(error instanceof Mistake) && !hasCode(error, "validation_failed")) return;
    email.ariaInvalid = "true";
    email.focus();
  }
}

/**
 * @param {Mastodon} mastodon
 * @param {Newcomer} newcomer
 */
async function giveUp(mastodon, { domain }) {
  await mastodon.revokeAccessToken().catch(() => {}); // it is forgotten here in any case
  leave("Forgotten in this browser. ", `The account stays at ${domain}: confirm your e-mail address, and you can log in to it here.`);
}

/**
 * @param {string} what
 * @param {string} more
 */
function leave(what, more) {
  clearTimeout(timer);
  forget(NEWCOMER);
  forget(LOGIN);
  resend.reset();
  enter("door");
  element("door-notice", HTMLDivElement).replaceChildren(make("p", {}, make("strong", {}, what), more));
}

/** @param {Newcomer} newcomer */
function ask({ domain, username, email }) {
  title.textContent = "Confirm your e-mail";
  done.textContent = "I have confirmed";
  lead.replaceChildren(make("bdi", {}, domain), " has sent an e-mail to ", make("bdi", {}, email),
    ". Open the link in it: it leads back here, and you are in as ", make("bdi", { dir: "ltr" }, `@${username}@${domain}`), ".");
  resend.hidden = false;
}

/** @param {Newcomer} newcomer */
function askForPatience({ domain, username }) {
  title.textContent = "Your address is confirmed";
  done.textContent = "Look again";
  lead.replaceChildren("Now the people who run ", make("bdi", {}, domain), " decide whether to let ",
    make("bdi", { dir: "ltr" }, `@${username}@${domain}`), " in. They write to you; come back here after that.");
  resend.hidden = true;
}
