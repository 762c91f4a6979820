// A program in Node: what a server that renders pages does (it imports), and what a bot does (it calls).

import { Mastodon, isMastodonError } from "mastoauth";

const answers = { "/api/v1/apps": { client_id: "id", client_secret: "secret", name: "Bot" }, "/api/v1/statuses": { id: "1", content: "howdy universe!" } };
const options = {
  apiBaseUrl: "mastodon.example",
  fetch: async (address) => Response.json(answers[new URL(address).pathname]),
};
const app = await Mastodon.createApp({ ...options, clientName: "Bot" });
const bot = new Mastodon({ ...options, clientId: app.client_id, clientSecret: app.client_secret, accessToken: "token" });
const { content } = await bot.toot({ status: "howdy universe!" });
const refusal = await new Mastodon(options).preferences().catch((error) => error);
console.log(content, isMastodonError(refusal, "not_logged_in"));
