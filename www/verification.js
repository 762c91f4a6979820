// @ts-check
// Whether the strings work: what the server says about the app and about the account.

import { element, make } from "./element.js";
import { clear, report } from "./problem.js";
import { during } from "./progress.js";

/**
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {string} server
 */
export function offerVerification(mastodon, server) {
  offer("verify-app", "app-result", "app-problem", async () => {
    const app = await mastodon.appVerifyCredentials();
    return [`${server} knows the app `, make("bdi", {}, `“${app.name}”`),
      app.scopes?.length ? `, registered for ${app.scopes.join(", ")}.` : "."];
  });
  offer("verify-account", "account-result", "verify-problem", async () => {
    const account = await mastodon.accountVerifyCredentials();
    const since = new Date(account.created_at);
    return ["The token belongs to ", make("bdi", {}, `@${account.username}`), `, account ${account.id}`,
      Number.isNaN(since.valueOf()) ? "." : `, here since ${since.toLocaleDateString("en-GB", { dateStyle: "long" })}.`];
  });
}

/**
 * @param {string} buttonId
 * @param {string} resultId
 * @param {string} problemId
 * @param {() => Promise<(Node | string)[]>} ask
 */
function offer(buttonId, resultId, problemId, ask) {
  const button = element(buttonId, HTMLButtonElement);
  const result = element(resultId, HTMLOutputElement);
  const problem = element(problemId, HTMLDivElement);
  button.addEventListener("click", () => during(button, async () => {
    clear(result, problem);
    try {
      result.replaceChildren(...await ask());
    } catch (error) {
      report(problem, error);
    }
  }));
}
