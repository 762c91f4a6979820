// Shows the signed-in account: avatar, name and handle.

import { clear, elements, handleParts, make, makeButton, webAddress } from "./dom.js";
import { hasCode, showError } from "./error-message.js";
import { signInServer } from "./sign-in.js";

const [name, handle, place, problem] = elements("display-name", "handle", "avatar-place", "account-problem");

/** Shows the stored data, then the server's. @param {import("./lib/index.js").AuthSession} session @param {AbortSignal} signal */
export async function showProfile(session, signal) {
  const { account, mastodon } = session;
  clear(problem);
  name.textContent = account.displayName;
  handle.replaceChildren(...handleParts(account.handle));
  handle.href = account.url || session.server;
  place.replaceChildren(avatarOf(account, "avatar"));
  try {
    const now = /** @type {any} */ (await mastodon.accountVerifyCredentials());
    if (!signal.aborted) name.replaceChildren(...withEmoji(now.display_name || now.username, now));
  } catch (error) {
    if (signal.aborted) return;
    if (!hasCode(error, "unauthorized")) return showError(problem, error, makeButton("Try again", () => showProfile(session, signal)));
    name.textContent = "This login has ended";
    signInServer(new URL(session.server).host);
    showError(problem, error, makeButton("Log in again", () => session.forget()));
  }
}

/** Creates the avatar, which shows a letter until it has loaded. @param {import("./lib/index.js").SessionAccount} account */
export function avatarOf({ avatar, displayName }, id = "") {
  const letter = make("span", { class: "avatar", "aria-hidden": "true" }, [...displayName][0] ?? "");
  const image = make("img", { class: "avatar", alt: "", ...(id && { id }) });
  image.addEventListener("load", () => letter.replaceWith(image), { once: true });
  if (avatar) image.src = avatar;
  return letter;
}

/** Returns the text with custom emoji, written :like_this:, as images. */
function withEmoji(text, { emojis }) {
  const emoji = new Map((Array.isArray(emojis) ? emojis : []).map((entry) => [entry?.shortcode, webAddress(entry?.static_url)]));
  return text.split(/:(\w+):/).map((part, at) => {
    if (at % 2 === 0) return part;
    return emoji.get(part) ? make("img", { class: "emoji", src: emoji.get(part), alt: `:${part}:` }) : `:${part}:`;
  });
}
