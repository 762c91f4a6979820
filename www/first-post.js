// The first post.

import { onSubmit } from "./busy-button.js";
import { clear, element, elements, link } from "./dom.js";
import { showError } from "./error-message.js";

const [form, text, posted, problem] = elements("post", "post-text", "posted", "post-problem");

export function offerPost({ mastodon, server }, allowed) {
  clear(posted, problem);
  form.hidden = !allowed;
  element("post-missing").hidden = allowed;
  // The key stays the same until the server has responded. So a retry after a lost response does not post twice.
  let idempotencyKey = crypto.randomUUID();
  text.oninput = () => { idempotencyKey = crypto.randomUUID(); };
  onSubmit(form, element("post-send"), async () => {
    clear(problem, posted);
    const status = await mastodon.statusPost({ status: text.value, idempotencyKey });
    idempotencyKey = crypto.randomUUID();
    posted.replaceChildren("Posted. ", link(status.url || status.uri, `See it on ${new URL(server).host}`));
  }, (error) => {
    showError(problem, error);
    text.focus();
  });
}
