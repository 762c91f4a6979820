// Checks the credentials of the signed-in account, and shows what the server says about the app and the account.

import { whileBusy } from "./busy-button.js";
import { aboutApp, bold } from "./credential-check.js";
import { clear, element } from "./dom.js";

export function offerVerification({ mastodon, server }) {
  const { host } = new URL(server);
  offer("verify-app", "app-result", "app-problem", async () => aboutApp(host, await mastodon.appVerifyCredentials()));
  offer("verify-account", "account-result", "verify-problem", async () => {
    const account = await mastodon.accountVerifyCredentials();
    const since = new Date(account.created_at);
    return ["The token belongs to ", bold(`@${account.username}`), `, account ${account.id}`,
      Number.isNaN(since.valueOf()) ? "." : `, here since ${since.toLocaleDateString("en-GB", { dateStyle: "long" })}.`];
  });
}

function offer(buttonId, resultId, problemId, ask) {
  const [result, problem] = [element(resultId), element(problemId)];
  const button = element(buttonId);
  clear(result, problem);
  button.onclick = () => whileBusy(button, async () => {
    clear(result, problem);
    result.replaceChildren(...await ask());
  }, problem);
}
