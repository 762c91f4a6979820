package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

func TestPagesShowTheAccounts(t *testing.T) {
	w := newWorld(t, practice.Options{})
	for _, path := range []string{"/", "/auth/sign_in"} {
		got := w.get(path, "")
		require.Equal(t, 200, got.status)
		assert.Equal(t, "text/html; charset=utf-8", got.header.Get("Content-Type"))
		for _, name := range []string{"alice", "bob", "carol", "dave", "erin"} {
			assert.Contains(t, got.body, "<code>"+name+"@practice.example</code>")
			assert.Contains(t, got.body, "<code>practice-"+name+"</code>")
		}
	}
	style := w.get("/practice.css", "")
	assert.Equal(t, "text/css; charset=utf-8", style.header.Get("Content-Type"))
	assert.Contains(t, style.body, "prefers-color-scheme: dark")
}

func TestPagesKeepSecrets(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.register(callback, "write").signUp()
	for _, path := range []string{"/", "/auth/sign_in"} {
		assert.NotContains(t, w.get(path, "").body, "correct horse", "the password of somebody who signed up")
	}
}

func TestConsentPage(t *testing.T) {
	w := newWorld(t, practice.Options{})
	got := w.post("/api/v1/apps", "client_name", "<b>App</b>", "redirect_uris", callback, "scopes", "read write:statuses admin:read:ip_blocks", "website", "https://app.example/?a=1&b=2")
	a := app{w, got.text("client_id"), got.text("client_secret"), callback, "write:statuses read admin:read:ip_blocks"}
	b := &browser{w: w}
	b.signIn("alice@practice.example", "practice-alice")
	page := b.send("GET " + a.authorizeURL("state", `"><script>`)[len(w.URL()):]).body
	for _, want := range []string{
		"&lt;b&gt;App&lt;/b&gt;", "Signed in as: <strong>@alice@practice.example</strong>", "would like permission to access your account.",
		"<span>see all your account&#39;s data</span> <code>read</code>", "<span>publish posts</span> <code>write:statuses</code>",
		"<span>see sensitive information of all ip blocks on the server</span>", `value="&#34;&gt;&lt;script&gt;"`,
	} {
		assert.Contains(t, page, want)
	}
	assert.NotContains(t, page, "<script")
	assert.NotContains(t, page, "https://app.example/?a=1", "the app's name is all that is shown of it")
}

func TestProfile(t *testing.T) {
	w := newWorld(t, practice.Options{})
	got := w.get("/@alice", "")
	assert.Contains(t, got.body, "@alice@practice.example")
	assert.Contains(t, got.body, "Nothing was posted yet.")
	assert.Equal(t, "https://practice.example/@alice", w.get("/users/alice", "").header.Get("Location"))
	assert.Equal(t, "200", w.get("/@ALICE/", "").brief())
}
