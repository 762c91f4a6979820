// What masto.js does about people, lists, filters and tags.

import { call, list, refused, some } from "./story.mjs";
import { people, posts } from "./masto-reads.mjs";

export async function ties(alice, bob, ids) {
  const { v1 } = alice;
  const other = v1.accounts.$select(ids.bob);
  await call("account", () => other.fetch(), (found) => found.acct === "bob" && found.locked);
  await refused("account: none", 404, () => v1.accounts.$select("1").fetch());
  await call("accounts by ids", () => v1.accounts.list({ id: [ids.bob, ids.frida] }), (found) => found.length === 2);
  await call("follow a locked account", () => other.follow(), (found) => found.requested && !found.following);
  await call("follow requests", () => bob.v1.followRequests.list(), (found) => found.some((account) => account.acct === "alice"));
  await call("follow request authorized", () => bob.v1.followRequests.$select(ids.alice).authorize(), (found) => found.followedBy);
  await call("relationships", () => v1.accounts.relationships.fetch({ id: [ids.bob, ids.frida] }), (found) => found.length === 2 && found[0].following);
  await call("follow again, with notifications", () => other.follow({ notify: true, reblogs: false }), (found) => found.notifying && !found.showingReblogs);
  await call("note", () => other.note.create({ comment: "a neighbour" }), (found) => found.note === "a neighbour");
  await call("endorse", () => other.pin(), (found) => found.endorsed);
  await call("endorsements", () => v1.endorsements.list(), people);
  await call("not endorsed", () => other.unpin(), (found) => !found.endorsed);
  await call("familiar followers", () => v1.accounts.familiarFollowers.fetch({ id: [ids.frida] }), (found) => found[0].id === ids.frida && list(found[0].accounts));
  await call("followers", () => v1.accounts.$select(ids.alice).followers.list(), people);
  await call("following", () => v1.accounts.$select(ids.alice).following.list(), people);
  await call("account: posts", () => v1.accounts.$select(ids.frida).statuses.list({ excludeReplies: true }), posts);
  await call("account: pinned", () => v1.accounts.$select(ids.frida).statuses.list({ pinned: true }), (found) => posts(found) && found.length === 1);
  await call("account: featured tags", () => v1.accounts.$select(ids.frida).featuredTags.list(), some);
  await call("mute", () => other.mute({ duration: 60 }), (found) => found.muting);
  await call("mutes", () => v1.mutes.list(), (found) => people(found) && found[0].muteExpiresAt);
  await call("unmute", () => other.unmute(), (found) => !found.muting);
  await call("unfollow", () => other.unfollow(), (found) => !found.following);
  await call("follow an open account", () => bob.v1.accounts.$select(ids.alice).follow(), (found) => found.following);
  await call("remove from followers", () => v1.accounts.$select(ids.bob).removeFromFollowers(), (found) => !found.followedBy);
  await other.follow();
  await call("follow request rejected", () => bob.v1.followRequests.$select(ids.alice).reject(), (found) => !found.requestedBy);
  await refused("follow oneself", 403, () => v1.accounts.$select(ids.alice).follow());
  await call("domain blocked", () => v1.domainBlocks.create({ domain: "faraway.example" }), () => true);
  await call("domain blocks", () => v1.domainBlocks.list(), (found) => found[0] === "faraway.example");
  await call("domain unblocked", () => v1.domainBlocks.remove({ domain: "faraway.example" }), () => true);
  await call("report", () => v1.reports.create({ accountId: ids.bob, comment: "only practice", category: "spam" }), (found) => found.targetAccount.id === ids.bob);
  await call("block", () => other.block(), (found) => found.blocking && !found.following);
  await call("blocks", () => v1.blocks.list(), people);
  await call("unblock", () => other.unblock(), (found) => !found.blocking);
}

export async function own(alice) {
  const { v1 } = alice;
  await call("credentials", () => v1.accounts.verifyCredentials(), (found) => found.source.privacy === "public");
  await call("credentials changed", () => v1.accounts.updateCredentials({ note: "New here", source: { language: "de" }, fieldsAttributes: [{ name: "Pronouns", value: "she/her" }] }), (found) => found.source.note === "New here" && found.source.language === "de" && found.fields.length === 1);
  await refused("name too long", 422, () => v1.accounts.updateCredentials({ displayName: "x".repeat(41) }));
  await call("profile", () => v1.profile.fetch(), (found) => found.note === "New here");
  await call("profile changed", () => v1.profile.update({ displayName: "Alice", avatarDescription: "a letter", showMedia: false }), (found) => found.displayName === "Alice" && found.showMedia === false);
  await call("avatar dropped", () => v1.profile.avatar.remove(), (found) => found.acct === "alice");
  await call("app", () => v1.apps.verifyCredentials(), (found) => found.name);
}

export async function lists(alice, ids) {
  const { v1 } = alice;
  const made = await call("list: new", () => v1.lists.create({ title: "Friends", exclusive: true }), (found) => found.exclusive && found.repliesPolicy === "list");
  await call("list: changed", () => v1.lists.$select(made.id).update({ title: "Near" }), (found) => found.title === "Near");
  await call("list: one", () => v1.lists.$select(made.id).fetch(), (found) => found.title === "Near");
  await call("lists", () => v1.lists.list(), some);
  await call("list: add", () => v1.lists.$select(made.id).accounts.create({ accountIds: [ids.frida] }), () => true);
  await call("list: accounts", () => v1.lists.$select(made.id).accounts.list(), people);
  await call("list timeline", () => v1.timelines.list.$select(made.id).list(), (found) => posts(found) && found.every((status) => status.account.acct === "frida"));
  await call("home without an exclusive list", () => v1.timelines.home.list(), (found) => posts(found) && found.every((status) => status.account.acct !== "frida"));
  await call("lists with an account", () => v1.accounts.$select(ids.frida).lists.list(), some);
  await call("list: remove", () => v1.lists.$select(made.id).accounts.remove({ accountIds: [ids.frida] }), () => true);
  await call("list: delete", () => v1.lists.$select(made.id).remove(), () => true);
  await refused("list: no title", 422, () => v1.lists.create({}));
}

export async function filters(alice) {
  const { v1, v2 } = alice;
  const made = await call("filter: new", () => v2.filters.create({ title: "Bread", context: ["home"], filterAction: "warn", keywordsAttributes: [{ keyword: "bread", wholeWord: true }] }), (found) => found.keywords[0].keyword === "bread" && found.keywords[0].wholeWord === true);
  await call("filtered", () => v1.timelines.home.list({ limit: 40 }), (found) => found.some((status) => status.filtered[0]?.keywordMatches[0] === "bread"));
  await call("filters", () => v2.filters.list(), some);
  await call("filter: one", () => v2.filters.$select(made.id).fetch(), (found) => found.title === "Bread");
  await call("filter: changed", () => v2.filters.$select(made.id).update({ title: "Food", filterAction: "hide" }), (found) => found.title === "Food" && found.filterAction === "hide");
  const word = await call("keyword: new", () => v2.filters.$select(made.id).keywords.create({ keyword: "soup" }), (found) => found.keyword === "soup");
  await call("keywords", () => v2.filters.$select(made.id).keywords.list(), (found) => found.length === 2);
  await call("keyword: one", () => v2.filters.keywords.$select(word.id).fetch(), (found) => found.keyword === "soup");
  await call("keyword: changed", () => v2.filters.keywords.$select(word.id).update({ keyword: "stew" }), (found) => found.keyword === "stew");
  await call("keyword: delete", () => v2.filters.keywords.$select(word.id).remove(), () => true);
  const [status] = await v1.timelines.home.list({ limit: 1 });
  const one = await call("filter status: new", () => v2.filters.$select(made.id).statuses.create({ statusId: status.id }), (found) => found.statusId === status.id);
  await call("filter statuses", () => v2.filters.$select(made.id).statuses.list(), (found) => found.length === 1);
  await call("filter status: one", () => v2.filters.statuses.$select(one.id).fetch(), (found) => found.id === one.id);
  await call("filter status: delete", () => v2.filters.statuses.$select(one.id).remove(), () => true);
  await call("filter: delete", () => v2.filters.$select(made.id).remove(), () => true);
  const old = await call("filter v1: new", () => v1.filters.create({ phrase: "tea", context: ["public"] }), (found) => found.phrase === "tea");
  await call("filters v1", () => v1.filters.list(), some);
  await call("filter v1: one", () => v1.filters.$select(old.id).fetch(), (found) => found.phrase === "tea");
  await call("filter v1: changed", () => v1.filters.$select(old.id).update({ phrase: "coffee", context: ["public"] }), (found) => found.phrase === "coffee");
  await call("filter v1: delete", () => v1.filters.$select(old.id).remove(), () => true);
}

export async function tags(alice) {
  const { v1 } = alice;
  await call("tag", () => v1.tags.$select("practice").fetch(), (found) => found.name === "practice" && found.following === false);
  await call("tag: follow", () => v1.tags.$select("question").follow(), (found) => found.following);
  await call("home with a followed tag", () => v1.timelines.home.list({ limit: 40 }), (found) => found.some((status) => status.account.acct === "hana"));
  await call("followed tags", () => v1.followedTags.list(), (found) => found[0].name === "question");
  await call("tag: unfollow", () => v1.tags.$select("question").unfollow(), (found) => !found.following);
  await call("featured tag: suggestions", () => v1.featuredTags.suggestions.list(), list);
  const made = await call("featured tag: new", () => v1.featuredTags.create({ name: "tea" }), (found) => found.name === "tea");
  await call("featured tags", () => v1.featuredTags.list(), (found) => found[0].name === "tea");
  await call("featured tag: delete", () => v1.featuredTags.$select(made.id).remove(), () => true);
}
