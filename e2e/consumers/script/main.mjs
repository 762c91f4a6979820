// A bot on its first day, in Node, Deno or Bun: it asks for the code in the terminal, posts, and signs out.

import { argv, stdin, stdout } from "node:process";
import { createInterface } from "node:readline/promises";
import { Mastodon } from "mastoauth";

const [, , apiBaseUrl] = argv;
const scopes = ["read", "write"];
const app = await Mastodon.createApp({ clientName: "A bot", apiBaseUrl, scopes });
const bot = new Mastodon({ apiBaseUrl, clientId: app.client_id, clientSecret: app.client_secret });
const { url } = await bot.authRequestUrl({ scopes });
const terminal = createInterface({ input: stdin, output: stdout });
const code = await terminal.question(`Open ${url}\nCode: `);
terminal.close();
await bot.logIn({ code, scopes });
const { acct } = await bot.accountVerifyCredentials();
const { content } = await bot.toot({ status: "howdy universe!" });
const { confirmed } = await bot.revokeAccessToken();
const after = await bot.accountVerifyCredentials().catch((error) => error.code);
console.log(`${acct} says ${content}, ${confirmed}, ${after}`);
