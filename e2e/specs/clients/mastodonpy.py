"""Mastodon.py as a client of a server, with two people's tokens:  python3 mastodonpy.py SERVER ALICE BOB"""

import base64
import datetime
import json
import sys

from mastodon import Mastodon, MastodonAPIError, MastodonNotFoundError, MastodonUnauthorizedError

server, *tokens = sys.argv[1:]
alice, bob = (Mastodon(access_token=token, api_base_url=server) for token in tokens[:2])
visitor = Mastodon(api_base_url=server)
calls, problems = 0, []


def call(name, make, check=lambda found: True):
    global calls
    calls += 1
    try:
        found = make()
        if not check(found):
            problems.append(f"{name}: {str(found)[:300]}")
        return found
    except Exception as error:  # whatever it is, it is told
        problems.append(f"{name}: {type(error).__name__} {error}")


def refused(name, kind, make):
    global calls
    calls += 1
    try:
        problems.append(f"{name}: it was not refused: {str(make())[:200]}")
    except kind:
        pass


me, him = alice.me(), bob.me()
frida = call("lookup", lambda: alice.account_lookup("frida"), lambda found: found.username == "frida")
call("instance", alice.instance, lambda found: found.uri)
call("peers", alice.instance_peers, lambda found: isinstance(found, list))
call("activity", alice.instance_activity, lambda found: len(found) == 12)
call("rules", alice.instance_rules, lambda found: found[0].text)
call("nodeinfo", alice.instance_nodeinfo, lambda found: found.software.name == "mastodon")
call("emojis", alice.custom_emojis, lambda found: found[0].shortcode)
call("directory", alice.directory, len)
call("trending tags", alice.trending_tags, len)
call("trending posts", alice.trending_statuses, len)
call("trending links", alice.trending_links, len)
call("suggestions", alice.suggestions, len)
news = call("announcements", alice.announcements, len)
call("reaction", lambda: alice.announcement_reaction_create(news[0].id, "🎉"))
call("reaction taken back", lambda: alice.announcement_reaction_delete(news[0].id, "🎉"))
call("announcement dismissed", lambda: alice.announcement_dismiss(news[0].id))
call("preferences", alice.preferences)
call("app", alice.app_verify_credentials, lambda found: found.name == "A client")

home = call("home", lambda: alice.timeline_home(limit=5), lambda found: len(found) == 5)
older = call("home, next", lambda: alice.fetch_next(home), lambda found: len(found) == 5 and found[0].id < home[-1].id)
call("home, previous", lambda: alice.fetch_previous(older), lambda found: found[0].id == home[0].id)
call("home, all", lambda: alice.fetch_remaining(alice.timeline_home(limit=40)), lambda found: len(found) > 30)
call("public", alice.timeline_public, len)
call("local", alice.timeline_local, len)
call("tag", lambda: alice.timeline_hashtag("practice"), len)
call("notifications", alice.notifications, lambda found: found and isinstance(found[0].created_at, datetime.datetime))
call("mentions", lambda: alice.notifications(types=["mention"]), lambda found: all(each.type == "mention" for each in found))
first = alice.notifications()[0]
call("notification", lambda: alice.notifications(id=first.id), lambda found: found.id == first.id)
call("notification dismissed", lambda: alice.notifications_dismiss(first.id))
call("conversations", alice.conversations, lambda found: found[0].last_status.visibility == "direct")
call("conversation read", lambda: alice.conversations_read(alice.conversations()[0].id))
refused("home, by nobody", (MastodonUnauthorizedError, MastodonAPIError), visitor.timeline_home)

pixel = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
media = call("media", lambda: alice.media_post(pixel, "image/png", description="a pixel"), lambda found: found.description == "a pixel")
call("media: state", lambda: alice.media(media.id), lambda found: found.url)
call("media: description", lambda: alice.media_update(media.id, description="one"), lambda found: found.description == "one")
call("post: picture", lambda: alice.status_post("a picture", media_ids=[media.id]), lambda found: found.media_attachments[0].description == "one")
own = call("post", lambda: alice.status_post("Howdy @bob #tour", spoiler_text="cw"), lambda found: found.mentions[0].acct == "bob" and found.sensitive)
asked = call("poll", lambda: alice.status_post("which?", poll=alice.make_poll(["a", "b"], 3600)), lambda found: len(found.poll.options) == 2)
call("poll: read", lambda: bob.poll(asked.poll.id), lambda found: not found.voted)
call("poll: vote", lambda: bob.poll_vote(asked.poll.id, [1]))  # it returns nothing
call("poll: read after that", lambda: bob.poll(asked.poll.id), lambda found: found.own_votes == [1])
answer = call("answer", lambda: bob.status_reply(own, "Hello", visibility="public"), lambda found: found.in_reply_to_id == own.id)
call("context", lambda: alice.status_context(own.id), lambda found: found.descendants[0].id == answer.id)
call("favourite", lambda: bob.status_favourite(own.id), lambda found: found.favourited)
call("favourited by", lambda: alice.status_favourited_by(own.id), lambda found: found[0].acct == "bob")
call("favourites", bob.favourites, len)
call("unfavourite", lambda: bob.status_unfavourite(own.id), lambda found: not found.favourited)
call("reblog", lambda: bob.status_reblog(own.id, visibility="public"), lambda found: found.reblog.id == own.id)
call("reblogged by", lambda: alice.status_reblogged_by(own.id), lambda found: found[0].acct == "bob")
call("unreblog", lambda: bob.status_unreblog(own.id), lambda found: not found.reblogged)
call("bookmark", lambda: bob.status_bookmark(own.id), lambda found: found.bookmarked)
call("bookmarks", bob.bookmarks, lambda found: found[0].id == own.id)
call("unbookmark", lambda: bob.status_unbookmark(own.id), lambda found: not found.bookmarked)
call("mute post", lambda: bob.status_mute(own.id), lambda found: found.muted)
call("unmute post", lambda: bob.status_unmute(own.id), lambda found: not found.muted)
call("pin", lambda: alice.status_pin(own.id), lambda found: found.pinned)
call("unpin", lambda: alice.status_unpin(own.id), lambda found: not found.pinned)
call("edit", lambda: alice.status_update(own.id, "Howdy again"), lambda found: "again" in found.content)
call("history", lambda: alice.status_history(own.id), lambda found: len(found) == 2)
call("source", lambda: alice.status_source(own.id), lambda found: found.text == "Howdy again")
call("status", lambda: bob.status(own.id), lambda found: found.id == own.id)
call("delete", lambda: alice.status_delete(asked.id), lambda found: found.text == "which?")
refused("what is deleted", MastodonNotFoundError, lambda: alice.status(asked.id))
soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
later = call("scheduled", lambda: alice.status_post("later", scheduled_at=soon), lambda found: found.params.text == "later")
call("scheduled: list", alice.scheduled_statuses, len)
call("scheduled: one", lambda: alice.scheduled_status(later.id), lambda found: found.id == later.id)
call("scheduled: moved", lambda: alice.scheduled_status_update(later.id, soon + datetime.timedelta(hours=1)))
call("scheduled: cancelled", lambda: alice.scheduled_status_delete(later.id))

call("follow", lambda: alice.account_follow(him.id), lambda found: found.requested)
call("follow requests", bob.follow_requests, len)
call("authorize", lambda: bob.follow_request_authorize(me.id))
call("relationships", lambda: alice.account_relationships([him.id, frida.id]), lambda found: found[0].following)
call("note", lambda: alice.account_note_set(him.id, "hi"), lambda found: found.note == "hi")
call("endorse", lambda: alice.account_pin(him.id), lambda found: found.endorsed)
call("endorsements", alice.endorsements, len)
call("endorsed no more", lambda: alice.account_unpin(him.id), lambda found: not found.endorsed)
call("mute", lambda: alice.account_mute(him.id, duration=60), lambda found: found.muting)
call("mutes", alice.mutes, len)
call("unmute", lambda: alice.account_unmute(him.id), lambda found: not found.muting)
call("unfollow", lambda: alice.account_unfollow(him.id), lambda found: not found.following)
alice.account_follow(him.id)
call("reject", lambda: bob.follow_request_reject(me.id))
call("follow an open account", lambda: bob.account_follow(me.id), lambda found: found.following)
call("remove from followers", lambda: alice.account_remove_from_followers(him.id), lambda found: not found.followed_by)
call("block", lambda: alice.account_block(him.id), lambda found: found.blocking)
call("blocks", alice.blocks, len)
call("unblock", lambda: alice.account_unblock(him.id), lambda found: not found.blocking)
call("familiar followers", lambda: alice.account_familiar_followers([frida.id]), len)
call("account", lambda: alice.account(him.id), lambda found: found.locked)
call("account: posts", lambda: alice.account_statuses(frida.id, exclude_replies=True), len)
call("followers", lambda: alice.account_followers(me.id), len)
call("following", lambda: alice.account_following(me.id), len)
call("account: featured tags", lambda: alice.account_featured_tags(frida.id), len)
call("account search", lambda: alice.account_search("iv"), lambda found: found[0].acct == "ivan@elsewhere.example")
call("search", lambda: alice.search_v2("practice"), lambda found: len(found.hashtags))
call("update", lambda: alice.account_update_credentials(note="New", fields=[("Pronouns", "she/her")], bot=False), lambda found: found.source.note == "New" and len(found.fields) == 1)
call("report", lambda: alice.report(him.id, comment="practice"), lambda found: found.id)
call("domain block", lambda: alice.domain_block("faraway.example"))
call("domain blocks", alice.domain_blocks, len)
call("domain unblock", lambda: alice.domain_unblock("faraway.example"))

made = call("list", lambda: alice.list_create("Near"), lambda found: found.title == "Near")
call("lists", alice.lists, len)
call("list: one", lambda: alice.list(made.id), lambda found: found.title == "Near")
call("list: changed", lambda: alice.list_update(made.id, "Nearer"), lambda found: found.title == "Nearer")
call("list: add", lambda: alice.list_accounts_add(made.id, [frida.id]))
call("list: accounts", lambda: alice.list_accounts(made.id), lambda found: found[0].acct == "frida")
call("lists with an account", lambda: alice.account_lists(frida.id), len)
call("list timeline", lambda: alice.timeline_list(made.id), len)
call("list: remove", lambda: alice.list_accounts_delete(made.id, [frida.id]))
call("list: delete", lambda: alice.list_delete(made.id))
word = call("filter", lambda: alice.filter_create("bread", ["home"]), lambda found: found.phrase == "bread")
call("filters", alice.filters, len)
call("filter: one", lambda: alice.filter(word.id), lambda found: found.phrase == "bread")
call("filter: changed", lambda: alice.filter_update(word.id, phrase="soup", context=["home"]), lambda found: found.phrase == "soup")
call("filter: delete", lambda: alice.filter_delete(word.id))
call("markers set", lambda: alice.markers_set("home", own.id), lambda found: str(found.home.last_read_id) == str(own.id))
call("markers", lambda: alice.markers_get("home"), lambda found: found.home.version == 1)
tag = call("featured tag", lambda: alice.featured_tag_create("tea"), lambda found: found.name == "tea")
call("featured tags", alice.featured_tags, len)
call("featured tag suggestions", alice.featured_tag_suggestions, lambda found: isinstance(found, list))
call("featured tag deleted", lambda: alice.featured_tag_delete(tag.id))
secret, public = alice.push_subscription_generate_keys()
call("push", lambda: alice.push_subscription_set("https://push.example/1", public, mention_events=True), lambda found: found.alerts.mention)
call("push: read", alice.push_subscription, lambda found: found.endpoint == "https://push.example/1")
call("push: changed", lambda: alice.push_subscription_update(follow_events=True), lambda found: found.alerts.follow)
call("push: deleted", alice.push_subscription_delete)
call("notifications cleared", alice.notifications_clear)
print(json.dumps({"calls": calls, "problems": problems}))
