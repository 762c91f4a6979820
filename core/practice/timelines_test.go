package practice_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// neighbours are alice and bob with tokens for all, on a server where nothing was posted.
type neighbours struct {
	*world
	alice, bob, aliceID, bobID string
}

func newNeighbours(t *testing.T) neighbours {
	t.Helper()
	w := newWorld(t, practice.Options{Empty: true})
	a := w.register(callback, "read write follow push")
	n := neighbours{world: w, alice: a.logIn("alice"), bob: a.logIn("bob")}
	n.aliceID = w.get("/api/v1/accounts/verify_credentials", n.alice).text("id")
	n.bobID = w.get("/api/v1/accounts/verify_credentials", n.bob).text("id")
	return n
}

// do posts to the API as somebody, and expects that it is done.
func (n neighbours) do(token, path string, fields ...string) answer {
	n.t.Helper()
	got := n.ask("POST /api/v1/"+path, form(fields...).Encode(), "Authorization", "Bearer "+token)
	require.Equal(n.t, 200, got.status, "%s: %s", path, got.body)
	return got
}

func (n neighbours) home(token string) string {
	n.t.Helper()
	return n.get("/api/v1/timelines/home", token).list("content")
}

// Who follows whom decides what is at home.
func TestHomeTimeline(t *testing.T) {
	n := newNeighbours(t)
	n.do(n.alice, "statuses", "status", "one")
	assert.Empty(t, n.home(n.bob))
	n.do(n.bob, "accounts/"+n.aliceID+"/follow")
	assert.Equal(t, "<p>one</p>", n.home(n.bob))
	n.do(n.bob, "statuses", "status", "two")
	n.do(n.alice, "accounts/"+n.bobID+"/follow")
	assert.Equal(t, "<p>one</p>", n.home(n.alice), "bob's account is locked")
	n.do(n.bob, "follow_requests/"+n.aliceID+"/authorize")
	assert.Equal(t, "<p>two</p> <p>one</p>", n.home(n.alice))
	n.do(n.alice, "accounts/"+n.bobID+"/mute")
	assert.Equal(t, "<p>one</p>", n.home(n.alice))
	n.do(n.alice, "accounts/"+n.bobID+"/unmute")
	n.do(n.alice, "accounts/"+n.bobID+"/block")
	assert.Equal(t, "<p>one</p>", n.home(n.alice))
	assert.Equal(t, "<p>two</p>", n.home(n.bob), "a block ends what ties there were")
}

// Whom a direct post mentions can read it, and nobody else.
func TestDirectPosts(t *testing.T) {
	n := newNeighbours(t)
	id := n.do(n.bob, "statuses", "status", "@alice psst", "visibility", "direct").text("id")
	assert.Equal(t, 200, n.get("/api/v1/statuses/"+id, n.alice).status)
	assert.Equal(t, "404 Not Found", n.get("/api/v1/statuses/"+id, "").brief())
	talks := n.get("/api/v1/conversations", n.alice)
	assert.Equal(t, "bob", talks.list("accounts.0.acct"))
	assert.Equal(t, "true", talks.list("unread"))
	assert.Equal(t, "mention", n.get("/api/v1/notifications", n.alice).list("type"))
	n.do(n.alice, "statuses", "status", "@bob yes?", "visibility", "direct", "in_reply_to_id", id)
	assert.Len(t, n.get("/api/v1/conversations", n.bob).json, 1, "an answer belongs to the same conversation")
	n.do(n.alice, "accounts/"+n.bobID+"/follow")
	n.do(n.bob, "follow_requests/"+n.aliceID+"/authorize")
	alone := n.do(n.bob, "statuses", "status", "to myself", "visibility", "direct").text("id")
	assert.Equal(t, "404 Not Found", n.get("/api/v1/statuses/"+alone, n.alice).brief(), "to follow is not enough")
}

// A mute for some seconds ends by itself.
func TestMuteEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNeighbours(t)
		n.do(n.bob, "accounts/"+n.aliceID+"/follow")
		n.do(n.alice, "statuses", "status", "one")
		n.do(n.bob, "accounts/"+n.aliceID+"/mute", "duration", "60")
		assert.Empty(t, n.home(n.bob))
		time.Sleep(time.Minute)
		assert.Equal(t, "<p>one</p>", n.home(n.bob))
		assert.Equal(t, "[]", n.get("/api/v1/mutes", n.bob).body)
	})
}

// The header Link leads through all pages, forwards and back, and repeats the parameters that made the list.
func TestLinks(t *testing.T) {
	n := newNeighbours(t)
	for _, text := range []string{"a #x", "b #x", "c #x", "d #x", "e #x"} {
		n.do(n.alice, "statuses", "status", text)
	}
	page := n.get("/api/v1/timelines/tag/x?limit=2&local=true", n.alice)
	assert.Regexp(t, `^<https://practice.example/api/v1/timelines/tag/x\?limit=2&local=true&max_id=\d+>; rel="next", <https://practice.example/api/v1/timelines/tag/x\?limit=2&local=true&min_id=\d+>; rel="prev"$`, page.header.Get("Link"))
	second := n.get(n.link(page, "next"), n.alice)
	assert.Equal(t, page.list("id"), n.get(n.link(second, "prev"), n.alice).list("id"))
	assert.Len(t, n.get("/api/v1/timelines/home?limit=400", n.alice).json, 5)
	n.do(n.bob, "accounts/"+n.aliceID+"/follow")
	followers := n.get("/api/v1/accounts/"+n.aliceID+"/followers", n.alice)
	assert.Regexp(t, `^<https://practice.example/api/v1/accounts/\d+/followers\?since_id=\d+>; rel="prev"$`, followers.header.Get("Link"), "the last page has no next one")
}

// What is undone leaves nothing behind.
func TestUndone(t *testing.T) {
	n := newNeighbours(t)
	id := n.do(n.alice, "statuses", "status", "one").text("id")
	for done, undone := range map[string]string{"favourite": "unfavourite", "reblog": "unreblog", "bookmark": "unbookmark", "mute": "unmute"} {
		n.do(n.bob, "statuses/"+id+"/"+done)
		n.do(n.bob, "statuses/"+id+"/"+undone)
	}
	assert.Equal(t, "[]", n.get("/api/v1/notifications", n.alice).body)
	got := n.get("/api/v1/statuses/"+id, n.bob)
	for _, flag := range []string{"favourited", "reblogged", "bookmarked", "muted"} {
		assert.Equal(t, false, got.at(flag), flag)
	}
	n.do(n.bob, "statuses/"+id+"/reblog")
	n.do(n.bob, "statuses/"+id+"/favourite")
	n.ask("DELETE /api/v1/statuses/"+id, "", "Authorization", "Bearer "+n.alice)
	for _, path := range []string{"favourites", "timelines/home", "accounts/" + n.bobID + "/statuses"} {
		assert.Equal(t, "[]", n.get("/api/v1/"+path, n.bob).body, path)
	}
}
