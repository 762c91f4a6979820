#!/bin/sh
# masto.js 7.12 rewrites the keys of an object that are data, such as language tags: "pt-BR" becomes "ptBr" and "zh-TW" becomes "zhTw".
#
# Expected: names of members become camelCase (short_description, shortDescription), and keys that are values stay: a language tag is
# what the program looks up with the person's language.
# Seen: each key of each object of an answer is rewritten. Mastodon has maps by language tag in the rules of /api/v2/instance
# (translations) and in /api/v1/instance/translation_languages. Keys without "-" or "_" stay, and so do those with ":".
#
# Whom it hits: clients that show the rules of a server at sign-up, or offer a translation. In tests with "de" and "fr" all is well.
# Brazil, Portugal, Taiwan and Hong Kong get the texts of the default language.
# What to do: ask these two paths with fetch.
#
# Needs Node 20 and npm. Fails if a key is another one than it says here.
#
# Seen on 29 November 2026, masto 7.12.0:
#   rules[0].translations: sent de,pt-BR,zh-TW; read de,ptBr,zhTw
#   translation_languages: sent pt-BR,zh-TW,de; read ptBr,zhTw,de
#   preferences: sent posting:default:visibility; read posting:default:visibility
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund masto@7.12.0 >/dev/null
cat > keys.mjs <<'JS'
import { createServer } from "node:http";
import { createRestAPIClient } from "masto";

const text = { text: "Be kind" };
const answers = {
  "/api/v2/instance": { domain: "mastodon.example", version: "4.6.0", rules: [{ id: "1", ...text, translations: { de: text, "pt-BR": text, "zh-TW": text } }] },
  "/api/v1/instance/translation_languages": { "pt-BR": ["de"], "zh-TW": ["de"], de: ["pt-BR", "zh-TW"] },
  "/api/v1/preferences": { "posting:default:visibility": "public" },
};
const server = createServer(({ url }, answer) => {
  answer.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answers[url]));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const client = createRestAPIClient({ url: `http://127.0.0.1:${server.address().port}`, accessToken: "any" });
const told = (name, sent, read, expected) => {
  console.log(`${name}: sent ${Object.keys(sent)}; read ${Object.keys(read)}`);
  if (String(Object.keys(read)) !== expected) process.exitCode = 1;
};
const { rules } = await client.v2.instance.fetch();
told("rules[0].translations", answers["/api/v2/instance"].rules[0].translations, rules[0].translations, "de,ptBr,zhTw");
const pairs = answers["/api/v1/instance/translation_languages"];
told("translation_languages", pairs, await client.v1.instance.translationLanguages.list(), "ptBr,zhTw,de");
told("preferences", answers["/api/v1/preferences"], await client.v1.preferences.fetch(), "posting:default:visibility");
server.closeAllConnections();
server.close();
JS
node keys.mjs || { echo "The keys are others than they were."; exit 1; }
