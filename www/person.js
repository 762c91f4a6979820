// @ts-check
// Who is logged in: picture, name and handle.

import { element, make, webAddress } from "./element.js";
import { clear, hasCode, report } from "./problem.js";
import { LOGIN, forget } from "./shelf.js";

const name = element("display-name", HTMLHeadingElement);
const handle = element("handle", HTMLAnchorElement);
const avatar = element("avatar", HTMLImageElement);
const blank = element("avatar-blank", HTMLSpanElement);
const problem = element("account-problem", HTMLDivElement);

/**
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {string} server
 */
export async function showPerson(mastodon, server) {
  handle.textContent = server;
  const domain = domainOf(mastodon, server);
  try {
    const account = await mastodon.accountVerifyCredentials();
    clear(problem);
    name.replaceChildren(...withEmoji(account.display_name || account.username, account));
    blank.textContent = [...(account.display_name || account.username)][0] ?? "";
    picture(webAddress(account.avatar_static || account.avatar));
    const page = webAddress(account.url);
    if (page) handle.href = page;
    // A local account's acct has no domain, and the server's own may differ from the host that it runs on.
    handle.replaceChildren(`@${account.username}`, make("wbr"), `@${await domain}`);
  } catch (error) {
    if (hasCode(error, "unauthorized")) name.textContent = "This login has ended";
    report(problem, error, wayOut(error, mastodon, server));
  }
}

/**
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {string} server
 */
async function domainOf(mastodon, server) {
  try {
    const instance = await mastodon.instance();
    // Version 1 of the document calls it uri, and some servers write an address there.
    return instance.domain || instance.uri?.replace(/^https?:\/\/|\/.*$/g, "") || server;
  } catch {
    return server; // the host is the best guess then, and right for most
  }
}

/** @param {string} address */
function picture(address) {
  if (!address) return;
  avatar.addEventListener("load", () => {
    avatar.hidden = false;
    blank.hidden = true;
  }, { once: true });
  avatar.src = address;
}

/**
 * Returns the text with the server's own emoji, written :like_this:, as pictures.
 *
 * @param {string} text
 * @param {object} account
 */
function withEmoji(text, account) {
  /** @type {unknown} */
  const listed = Reflect.get(account, "emojis");
  const emoji = new Map((Array.isArray(listed) ? listed : []).map((entry) => [entry?.shortcode, webAddress(entry?.static_url)]));
  return text.split(/:(\w+):/).map((part, at) => {
    if (at % 2 === 0) return part;
    const source = emoji.get(part);
    return source ? make("img", { class: "emoji", src: source, alt: `:${part}:` }) : `:${part}:`;
  });
}

/**
 * @param {unknown} error
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {string} server
 */
function wayOut(error, mastodon, server) {
  const ended = hasCode(error, "unauthorized");
  const button = make("button", { type: "button" }, ended ? "Log in again" : "Try again");
  button.addEventListener("click", () => {
    if (!ended) return showPerson(mastodon, server);
    forget(LOGIN);
    location.reload();
  });
  return button;
}
