package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// The addresses of an account and of a post, as each release writes them, lead a browser to the pages.
func TestActors(t *testing.T) {
	for flavour, want := range map[string]string{"mastodon-4.4": "/users/alice", "mastodon-4.5": "/ap/users/ID", "mastodon-4.6": "/ap/users/ID", "mastodon-4.7": "/ap/users/ID"} {
		t.Run(flavour, func(t *testing.T) {
			w := newFlavour(t, flavour)
			post := w.toot(w.register(callback, "write").logIn("alice"), "", "status", "howdy universe!")
			id := post.text("account.id")
			actor := w.URL() + map[bool]string{true: "/ap/users/" + id, false: want}[want == "/ap/users/ID"]
			assert.Equal(t, actor, post.text("account.uri"))
			assert.Equal(t, actor+"/statuses/"+post.text("id"), post.text("uri"))
			for path, page := range map[string]string{
				"/ap/users/" + id: "/@alice", "/users/alice": "/@alice", "/users/Alice": "/@alice",
				"/ap/users/" + id + "/statuses/" + post.text("id"): "/@alice/" + post.text("id"),
				"/users/alice/statuses/" + post.text("id"):         "/@alice/" + post.text("id"),
			} {
				assert.Equal(t, w.URL()+page, w.get(path, "").header.Get("Location"), path)
				assert.Equal(t, 200, w.get(page, "").status)
			}
			for _, path := range []string{"/ap/users/1", "/users/nobody", "/users/erin", "/ap/users/" + id + "/api/v2/instance"} {
				assert.Equal(t, 404, w.get(path, "").status, path)
			}
			found := w.get("/.well-known/webfinger?resource="+actor, "")
			assert.Equal(t, "acct:alice@practice.example", found.text("subject"))
			assert.Equal(t, actor, found.text("links.1.href"))
		})
	}
}

// Where handles end in another name than the server's, the documents name the handles', and the issuer is the server's.
func TestHandleDomain(t *testing.T) {
	w := newWorld(t, practice.Options{HandleDomain: "handles.example"})
	assert.Equal(t, "handles.example", w.get("/api/v2/instance", "").text("domain"))
	assert.Equal(t, "handles.example", w.get("/api/v1/instance", "").text("uri"))
	assert.Equal(t, w.URL()+"/", w.get("/.well-known/oauth-authorization-server", "").text("issuer"))
	assert.Equal(t, "alice", w.get("/api/v1/accounts/lookup?acct=alice@handles.example", "").text("username"))

	query := "?resource=acct:alice@handles.example"
	found := w.get("/.well-known/webfinger"+query, "")
	assert.Equal(t, "acct:alice@handles.example", found.text("subject"))
	assert.Equal(t, w.URL()+"/@alice", found.text("links.0.href"))
	for path, want := range map[string]answer{
		"/.well-known/webfinger" + query: {status: 301}, "/.well-known/host-meta": {status: 404},
		"/api/v2/instance": {status: 404}, "/": {status: 404}, "/.well-known/nodeinfo": {status: 404},
	} {
		got := w.at("https://handles.example").get(path, "")
		assert.Equal(t, want.status, got.status, path)
		if want.status == 301 {
			assert.Equal(t, w.URL()+path, got.header.Get("Location"))
		}
	}
}
