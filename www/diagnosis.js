// “What is wrong?” below an error of the network or of a server: the steps of Mastodon.diagnose. It begins when the person opens it.

import { make } from "./dom.js";
import { Mastodon, isMastodonError } from "./lib/index.js";

const codes = ["network", "offline", "timeout", "server_not_found", "server_unreadable", "server_down", "server_blocked", "server_not_mastodon"];

export const isDiagnosable = (error) => isMastodonError(error) && codes.includes(error.code);

/** @param {string} server what the person typed */
export function diagnosisOf(server) {
  const list = make("ol", {}, make("li", {}, "One moment …"));
  const details = make("details", { class: "diagnosis" }, make("summary", {}, "What is wrong?"), list);
  const step = ({ verdict, text }) => make("li", { class: verdict }, text);
  details.addEventListener("toggle", () => {
    Mastodon.diagnose({ server, lang: "en" }).then(
      ({ steps }) => list.replaceChildren(...steps.filter(({ verdict }) => verdict !== "skipped").map(step)),
      async (error) => list.replaceChildren(step({ verdict: "failed", text: await error.userMessage("en") })),
    );
  }, { once: true });
  return details;
}
