// “What is wrong?” below an error: the steps of a diagnosis. It begins when the person opens it.

import type { NetworkWords } from "../messages/network/en.js";
import type { Diagnosis } from "../shared/diagnosis.js";
import type { MastodonError } from "../shared/errors.js";
import { make } from "./dom.js";

/** The codes of errors that a diagnosis may say more about. */
const diagnosable = ["network", "offline", "timeout", "server_not_found", "server_unreadable", "server_down", "server_blocked", "server_not_mastodon"];

export type Diagnose = (server: string, lang: string) => Promise<Diagnosis>;

export const isDiagnosable = (error: MastodonError, server: string): boolean => server !== "" && diagnosable.includes(error.code);

/** The part of the notice. announce tells screen readers what was found; the list itself tells them nothing by itself. */
export function diagnosisOf(diagnose: () => Promise<Diagnosis>, words: NetworkWords, wait: string, announce: (text: string) => void): HTMLDetailsElement {
  const list = make("ol", { "aria-live": "off" }, make("li", {}, wait));
  const details = make("details", { part: "diagnosis" }, make("summary", {}, words.ask), list);
  details.addEventListener("toggle", () => {
    diagnose().then(({ steps }) => {
      const taken = steps.filter(({ verdict }) => verdict !== "skipped");
      list.replaceChildren(...taken.map(({ verdict, text }) => make("li", { class: verdict }, text)));
      const { text } = taken.find(({ verdict }) => verdict === "failed") ?? (taken.at(-1) as (typeof steps)[number]);
      announce(text);
    }).catch(async (error: MastodonError) => list.replaceChildren(make("li", { class: "failed" }, await error.userMessage(details.closest("[lang]")?.getAttribute("lang") ?? undefined))))
      .then(() => list.querySelector(".failed")?.scrollIntoView({ block: "nearest" })); // a notice in a dialog has scroll bars of its own
  }, { once: true });
  return details;
}
