// What masto.js writes: alice posts, and bob, whose account is locked, answers.

import { call, list, refused, some } from "./story.mjs";
import { people, post, posts } from "./masto-reads.mjs";

export async function posting(alice, bob) {
  const { v1 } = alice;
  const media = await call("media", () => alice.v2.media.create({ file: new Blob([Buffer.from(PIXEL, "base64")], { type: "image/png" }), description: "a pixel" }), (found) => found.type === "image" && found.description === "a pixel");
  await call("media: state", () => v1.media.$select(media.id).fetch(), (found) => found.url);
  await call("media: description", () => v1.media.$select(media.id).update({ description: "one pixel" }), (found) => found.description === "one pixel");
  await call("post: picture", () => v1.statuses.create({ mediaIds: [media.id], status: "a picture" }), (found) => found.mediaAttachments[0].description === "one pixel");
  const own = await call("post", () => v1.statuses.create({ status: "Howdy @bob #story", spoilerText: "cw", language: "de" }), (found) => post(found) && found.mentions[0].acct === "bob" && found.tags[0].name === "story" && found.language === "de" && found.sensitive);
  const asked = await call("post: poll", () => v1.statuses.create({ status: "which?", poll: { options: ["one", "two"], expiresIn: 3600 } }), (found) => found.poll.options.length === 2);
  await refused("post: poll with one option", 422, () => v1.statuses.create({ status: "which?", poll: { options: ["one"], expiresIn: 3600 } }));
  await refused("post: nothing", 422, () => v1.statuses.create({ status: "" }));
  await call("poll", () => bob.v1.polls.$select(asked.poll.id).fetch(), (found) => found.voted === false);
  await call("poll: vote", () => bob.v1.polls.$select(asked.poll.id).votes.create({ choices: [1] }), (found) => found.voted && found.ownVotes[0] === 1);
  await refused("poll: vote again", 422, () => bob.v1.polls.$select(asked.poll.id).votes.create({ choices: [0] }));
  const answer = await call("post: answer", () => bob.v1.statuses.create({ status: "@alice Hello", inReplyToId: own.id, visibility: "public" }), (found) => found.inReplyToId === own.id);
  await call("context", () => v1.statuses.$select(own.id).context.fetch(), (found) => found.descendants[0].id === answer.id);
  const quote = await call("post: quote", () => v1.statuses.create({ status: "see", quotedStatusId: answer.id }), (found) => found.quote.quotedStatus.id === answer.id);
  await call("quotes", () => bob.v1.statuses.$select(answer.id).quotes.list(), (found) => found[0].id === quote.id);
  for (const [done, undone, flag] of [["favourite", "unfavourite", "favourited"], ["reblog", "unreblog", "reblogged"], ["bookmark", "unbookmark", "bookmarked"], ["mute", "unmute", "muted"]]) {
    await call(done, () => bob.v1.statuses.$select(own.id)[done](), (found) => (found.reblog ?? found)[flag] === true);
    if (done === "favourite") await call("favourited by", () => v1.statuses.$select(own.id).favouritedBy.list(), (found) => found[0].acct === "bob");
    if (done === "reblog") await call("reblogged by", () => v1.statuses.$select(own.id).rebloggedBy.list(), list);
    await call(undone, () => bob.v1.statuses.$select(own.id)[undone](), (found) => found[flag] === false);
  }
  await bob.v1.statuses.$select(own.id).favourite();
  await bob.v1.statuses.$select(own.id).bookmark();
  await call("favourites", () => bob.v1.favourites.list(), posts);
  await call("bookmarks", () => bob.v1.bookmarks.list(), (found) => found[0].id === own.id);
  await call("pin", () => v1.statuses.$select(own.id).pin(), (found) => found.pinned);
  await call("unpin", () => v1.statuses.$select(own.id).unpin(), (found) => found.pinned === false);
  await refused("pin another's", 422, () => bob.v1.statuses.$select(own.id).pin());
  await call("edit", () => v1.statuses.$select(own.id).update({ status: "Howdy again #story" }), (found) => found.editedAt);
  await call("history", () => v1.statuses.$select(own.id).history.list(), (found) => found.length === 2 && found[1].content.includes("again"));
  await call("source", () => v1.statuses.$select(own.id).source.fetch(), (found) => found.text === "Howdy again #story");
  await call("statuses by ids", () => v1.statuses.list({ id: [own.id, answer.id] }), (found) => found.length === 2);
  const gone = await call("delete", () => v1.statuses.$select(quote.id).remove(), (found) => found.text === "see");
  await refused("what is deleted", 404, () => v1.statuses.$select(gone.id).fetch());
  const later = await call("scheduled", () => v1.statuses.create({ status: "later", scheduledAt: new Date(Date.now() + 36e5).toISOString() }), (found) => found.params.text === "later");
  await call("scheduled: list", () => v1.scheduledStatuses.list(), some);
  await call("scheduled: moved", () => v1.scheduledStatuses.$select(later.id).update({ scheduledAt: new Date(Date.now() + 72e5).toISOString() }), (found) => found.id === later.id);
  await call("scheduled: one", () => v1.scheduledStatuses.$select(later.id).fetch(), (found) => found.id === later.id);
  await call("scheduled: cancelled", () => v1.scheduledStatuses.$select(later.id).remove(), () => true);
  const direct = await call("post: direct", () => bob.v1.statuses.create({ status: "@alice psst", visibility: "direct" }), (found) => found.visibility === "direct");
  const talks = await call("conversations", () => v1.conversations.list(), (found) => some(found) && found[0].lastStatus.id === direct.id && found[0].unread);
  await call("conversation read", () => v1.conversations.$select(talks[0].id).read(), (found) => found.unread === false);
  await call("conversation unread", () => v1.conversations.$select(talks[0].id).unread(), (found) => found.unread === true);
  await call("conversation deleted", () => v1.conversations.$select(talks[0].id).remove(), () => true);
  await refused("translate", 404, () => v1.statuses.$select(own.id).translate({ lang: "de" }));
  return own;
}

export async function notifications(alice, own) {
  const { v1, v2 } = alice;
  const found = await call("notifications", () => v1.notifications.list(), (list) => some(list) && list.every((each) => each.groupKey && each.account.id));
  await call("notifications: mentions", () => v1.notifications.list({ types: ["mention"] }), (list) => list.every((each) => each.type === "mention" && each.status.id));
  await call("notification", () => v1.notifications.$select(found[0].id).fetch(), (each) => each.id === found[0].id);
  await call("notifications: unread", () => v1.notifications.unreadCount.fetch(), (each) => each.count === found.length);
  await call("marker", () => v1.markers.create({ notifications: { lastReadId: found[0].id }, home: { lastReadId: own.id } }), (each) => each.home.lastReadId === own.id);
  await call("markers", () => v1.markers.fetch({ timeline: ["home", "notifications"] }), (each) => each.notifications.lastReadId === found[0].id);
  await call("notifications: read", () => v1.notifications.unreadCount.fetch(), (each) => each.count === 0);
  const groups = await call("notifications v2", () => v2.notifications.list(), (each) => some(each.notificationGroups) && people(each.accounts) && posts(each.statuses));
  const favourite = groups.notificationGroups?.find((group) => group.type === "favourite") ?? {};
  await call("notification group", () => v2.notifications.$select(favourite.groupKey).fetch(), (each) => each.notificationGroups[0].groupKey === favourite.groupKey);
  await call("notification group: accounts", () => v2.notifications.$select(favourite.groupKey).accounts.list(), people);
  await call("notification groups: unread", () => v2.notifications.unreadCount.fetch(), (each) => each.count === 0);
  await call("notification group dismissed", () => v2.notifications.$select(favourite.groupKey).dismiss(), () => true);
  await call("notification policy", () => v2.notifications.policy.fetch(), (each) => each.forNotFollowing === "accept");
  await call("notification policy changed", () => v2.notifications.policy.update({ forNotFollowing: "filter" }), (each) => each.forNotFollowing === "filter");
  await call("notification requests", () => v1.notifications.requests.list(), list);
  const [left] = await v1.notifications.list({ limit: 1 });
  await call("notification dismissed", () => v1.notifications.$select(left.id).dismiss(), () => true);
  await refused("what was dismissed", 404, () => v1.notifications.$select(left.id).fetch());
  await call("notifications cleared", () => v1.notifications.clear(), () => true);
  await call("notifications after that", () => v1.notifications.list(), (list) => list.length === 0);
  const wish = { subscription: { endpoint: "https://push.example/1", keys: { p256dh: "BEl", auth: "YQ" } }, data: { alerts: { mention: true }, policy: "all" } };
  await refused("push: none", 404, () => v1.push.subscription.fetch());
  await call("push: new", () => v1.push.subscription.create(wish), (each) => each.alerts.mention && each.serverKey);
  await call("push: changed", () => v1.push.subscription.update({ data: { alerts: { follow: true } } }), (each) => each.alerts.follow && !each.alerts.mention);
  await call("push: deleted", () => v1.push.subscription.remove(), () => true);
}

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
