// @ts-check
// The first post.

import { element, link, webAddress } from "./element.js";
import { clear, report } from "./problem.js";
import { during } from "./progress.js";

const form = element("post", HTMLFormElement);
const text = element("post-text", HTMLTextAreaElement);
const button = element("post-send", HTMLButtonElement);
const posted = element("posted", HTMLOutputElement);
const problem = element("post-problem", HTMLDivElement);

/**
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {string} server
 * @param {boolean} allowed
 */
export function offerPost(mastodon, server, allowed) {
  form.hidden = !allowed;
  element("post-missing", HTMLParagraphElement).hidden = allowed;
  // The same key until the server has answered: an attempt whose answer was lost is not posted twice.
  let idempotencyKey = crypto.randomUUID();
  text.addEventListener("input", () => { idempotencyKey = crypto.randomUUID(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    during(button, async () => {
      clear(problem, posted);
      try {
        const status = await mastodon.statusPost({ status: text.value, idempotencyKey });
        idempotencyKey = crypto.randomUUID();
        const page = webAddress(status.url || status.uri);
        posted.replaceChildren("Posted. ", ...(page ? [link(page, `See it on ${server}`)] : []));
      } catch (error) {
        report(problem, error);
        text.focus();
      }
    });
  });
}
