// What masto.js reads on a client's first screens.

import { call, list, refused, some } from "./story.mjs";

const post = (status) => Boolean(status.id && status.account?.acct && typeof status.content === "string" && !Number.isNaN(Date.parse(status.createdAt)));
const posts = (found) => some(found) && found.every(post);
const people = (found) => some(found) && found.every((account) => account.id && account.acct && account.url);

export async function timelines(client, visitor) {
  const { v1 } = client;
  const home = await call("home", () => v1.timelines.home.list({ limit: 5 }), (found) => posts(found) && found.length === 5);
  await call("home, page by page", async () => {
    const ids = [];
    let pages = 0;
    for await (const page of v1.timelines.home.list({ limit: 10 })) {
      ids.push(...page.map((status) => status.id));
      if (++pages === 3) break;
    }
    return ids;
  }, (ids) => ids.length > 20 && new Set(ids).size === ids.length && ids[0] === home[0].id);
  await call("home, since", () => v1.timelines.home.list({ sinceId: home[2].id }), (found) => found.length === 2);
  await call("public", () => v1.timelines.public.list(), posts);
  await call("public, local", () => v1.timelines.public.list({ local: true }), (found) => posts(found) && found.every((status) => !status.account.acct.includes("@")));
  await call("public, remote", () => v1.timelines.public.list({ remote: true }), (found) => posts(found) && found.every((status) => status.account.acct.includes("@")));
  await call("public, media", () => v1.timelines.public.list({ onlyMedia: true }), (found) => posts(found) && found.every((status) => status.mediaAttachments.length));
  await call("public, by nobody", () => visitor.v1.timelines.public.list(), posts);
  await call("tag", () => v1.timelines.tag.$select("practice").list(), posts);
  const linked = await call("trends: links", () => v1.trends.links.list(), (found) => some(found) && found[0].history.length === 7);
  await call("link", () => v1.timelines.link.list({ url: linked[0].url }), posts);
  await call("trends: tags", () => v1.trends.tags.list(), (found) => some(found) && found[0].history[0].uses !== undefined);
  await call("trends: posts", () => v1.trends.statuses.list(), posts);
  await refused("home, by nobody", 401, () => visitor.v1.timelines.home.list());
}

export async function server(client, visitor) {
  const { v1, v2 } = client;
  await call("instance v2", () => visitor.v2.instance.fetch(), (found) => found.domain && found.configuration.statuses.maxCharacters === 500);
  await call("instance v1", () => visitor.v1.instance.fetch(), (found) => found.uri);
  await call("peers", () => visitor.v1.instance.peers.list(), list);
  await call("activity", () => visitor.v1.instance.activity.list(), (found) => found.length === 12);
  await call("languages", () => visitor.v1.instance.languages.list(), some);
  await call("extended description", () => visitor.v1.instance.extendedDescription.fetch(), (found) => found.content);
  await call("translation languages", () => visitor.v1.instance.translationLanguages.list(), (found) => typeof found === "object");
  await call("domain blocks of the server", () => visitor.v1.instance.domainBlocks.list(), list);
  await call("custom emojis", () => visitor.v1.customEmojis.list(), (found) => some(found) && found[0].shortcode && found[0].staticUrl);
  await call("directory", () => visitor.v1.directory.list(), people);
  await call("suggestions v1", () => v1.suggestions.list(), people);
  const suggested = await call("suggestions v2", () => v2.suggestions.list(), (found) => some(found) && found[0].account.id && some(found[0].sources));
  await call("suggestion dropped", () => v1.suggestions.$select(suggested[0].account.id).remove(), () => true);
  await call("suggestions after that", () => v2.suggestions.list(), (found) => found.length === suggested.length - 1);
  await call("preferences", () => v1.preferences.fetch(), (found) => found["posting:default:visibility"]);
  const told = await call("announcements", () => v1.announcements.list(), (found) => some(found) && found[0].read === false && some(found[0].reactions));
  await call("announcement: reaction", () => v1.announcements.$select(told[0].id).reactions.$select("🎉").update(), () => true);
  await call("announcement: reaction taken back", () => v1.announcements.$select(told[0].id).reactions.$select("🎉").remove(), () => true);
  await call("announcement dismissed", () => v1.announcements.$select(told[0].id).dismiss(), () => true);
  await call("announcements after that", () => v1.announcements.list(), (found) => found[0].read === true);
}

export async function search(client, visitor, own) {
  const { v1, v2 } = client;
  await call("search", () => v2.search.list({ q: "practice" }), (found) => some(found.hashtags) && list(found.accounts) && list(found.statuses));
  await call("search for people", () => v2.search.list({ q: "frida", type: "accounts" }), (found) => people(found.accounts));
  await call("search for a post", () => v2.search.list({ q: own.url, resolve: true }), (found) => found.statuses[0].id === own.id);
  await call("search, by nobody", () => visitor.v2.search.list({ q: "practice" }), (found) => some(found.hashtags));
  await refused("search with resolve, by nobody", 401, () => visitor.v2.search.list({ q: "x", resolve: true }));
  await call("accounts: search", () => v1.accounts.search.list({ q: "iv" }), (found) => found[0].acct === "ivan@elsewhere.example");
  await call("accounts: lookup", () => v1.accounts.lookup.fetch({ acct: "ivan@elsewhere.example" }), (found) => found.username === "ivan");
  await refused("accounts: lookup of nobody", 404, () => v1.accounts.lookup.fetch({ acct: "nobody" }));
}

export { people, post, posts };
