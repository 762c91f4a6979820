package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

func TestAccounts(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read profile")
	alice := w.get("/api/v1/accounts/verify_credentials", a.logIn("alice"))
	assert.Equal(t, "alice", alice.text("acct"), "without the server: it is local")
	assert.Regexp(t, `^[0-9]{18}$`, alice.text("id"), "more than a JavaScript number holds")
	assert.Equal(t, "<p>Practises logging in.<br />Howdy!</p>", alice.text("note"))
	assert.Equal(t, "Practises logging in.\nHowdy!", alice.text("source.note"))
	assert.Equal(t, "public", alice.text("source.privacy"))
	assert.Equal(t, "-99", alice.text("role.id"))
	assert.Equal(t, "https://alice.example", alice.text("fields.1.value"))

	bob := a.logIn("bob")
	assert.Equal(t, true, w.get("/api/v1/accounts/verify_credentials", bob).at("locked"))
	preferences := w.get("/api/v1/preferences", bob)
	assert.Equal(t, "private", preferences.text("posting:default:visibility"), "who locks an account posts to followers")
	assert.Equal(t, "public", preferences.text("posting:default:quote_policy"))
	assert.Equal(t, "show_all", preferences.text("reading:expand:media"))

	for _, picture := range []string{"avatar", "avatar_static", "header", "header_static"} {
		got := w.get(alice.text(picture)[len(w.URL()):], "")
		assert.Equal(t, "image/svg+xml; charset=utf-8", got.header.Get("Content-Type"))
		assert.Contains(t, got.body, "<svg ")
	}
	assert.Equal(t, 404, w.get("/avatars/nobody.svg", "").status)
	assert.Equal(t, 404, w.get("/headers/nobody.svg", "").status)

	public := w.get("/api/v1/accounts/"+alice.text("id"), "")
	assert.Equal(t, "alice", public.text("username"))
	assert.Nil(t, public.at("source"), "what only the owner gets")
	assert.Equal(t, "200", w.get("/api/v1/accounts/lookup?acct=@alice@practice.example", "").brief())
	for _, path := range []string{"/api/v1/accounts/lookup?acct=carol", "/api/v1/accounts/lookup?acct=alice@elsewhere.example", "/api/v1/accounts/1"} {
		assert.Equal(t, "404 Record not found", w.get(path, "").brief(), path)
	}
}

func TestBearerPlaces(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "read").logIn("alice")
	const path = "GET /api/v1/accounts/verify_credentials"
	assert.Equal(t, "200", w.ask(path, "", "Authorization", "bearer "+token).brief())
	assert.Equal(t, "200", w.ask(path+"?access_token="+token, "").brief())
	assert.Equal(t, "200", w.ask(path+"?bearer_token="+token, "").brief())
	assert.Equal(t, "200", w.ask(path+"?access_token="+token, "", "Authorization", "Bearer ").brief())
	assert.Equal(t, "401 The access token is invalid", w.ask(path, "", "Authorization", "Basic "+token).brief())
	assert.Equal(t, "401 The access token is invalid", w.ask(path, "", "Authorization", "Bearer  "+token).brief())
	assert.Equal(t, "401 The access token is invalid", w.ask(path, "", "Authorization", "Bearer ").brief())
}

func TestUserinfo(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "profile").logIn("alice")
	got := w.ask("POST /oauth/userinfo", "", "Authorization", "Bearer "+token)
	assert.Equal(t, map[string]any{
		"iss": "https://practice.example/", "sub": aliceActor, "name": "Alice Example",
		"preferred_username": "alice", "profile": "https://practice.example/@alice", "picture": "https://practice.example/avatars/alice.svg",
	}, got.json)
}
