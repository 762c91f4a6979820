package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

func (w *world) preflight(method, path string) answer {
	w.t.Helper()
	return w.ask("OPTIONS "+path, "", "Origin", "https://app.example",
		"Access-Control-Request-Method", method, "Access-Control-Request-Headers", "authorization,x-any")
}

func TestCORS(t *testing.T) {
	const all = "POST, PUT, DELETE, GET, PATCH, OPTIONS"
	cases := []struct{ method, path, methods string }{
		{"POST", "/api/v1/apps", all},
		{"DELETE", "/api/v9/whatever", all},
		{"POST", "/oauth/token", "POST"},
		{"GET", "/oauth/token", ""},
		{"POST", "/oauth/revoke", "POST"},
		{"GET", "/oauth/userinfo", "GET, POST"},
		{"GET", "/.well-known/nodeinfo", "GET"},
		{"POST", "/.well-known/nodeinfo", ""},
		{"GET", "/nodeinfo/2.0", "GET"},
		{"GET", "/@alice", "GET"},
		{"GET", "/@alice/1", ""},
		{"GET", "/users/alice", "GET"},
		{"GET", "/oauth/authorize", ""},
		{"GET", "/avatars/alice.svg", ""},
		{"GET", "/", ""},
	}
	w := newWorld(t, practice.Options{})
	for _, c := range cases {
		t.Run(c.method+" "+c.path, func(t *testing.T) {
			got := w.preflight(c.method, c.path)
			assert.Equal(t, 200, got.status)
			assert.Equal(t, c.methods, got.header.Get("Access-Control-Allow-Methods"))
			if c.methods == "" {
				assert.Empty(t, got.header.Get("Access-Control-Allow-Origin"))
				return
			}
			assert.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"))
			assert.Equal(t, "authorization,x-any", got.header.Get("Access-Control-Allow-Headers"))
			assert.Equal(t, "7200", got.header.Get("Access-Control-Max-Age"))
			assert.Empty(t, got.header.Get("Access-Control-Allow-Credentials"))
		})
	}
}

func TestCORSOfAnswers(t *testing.T) {
	w := newWorld(t, practice.Options{})
	got := w.ask("GET /api/v1/accounts/verify_credentials", "", "Origin", "null")
	assert.Equal(t, 401, got.status)
	assert.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"), "errors can be read too")
	assert.Equal(t, "Link, Mastodon-Async-Refresh, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id", got.header.Get("Access-Control-Expose-Headers"))
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, got.header.Get("X-Request-Id"))

	got = w.ask("POST /oauth/token", "", "Origin", "null")
	assert.Equal(t, []string{""}, got.header.Values("Access-Control-Expose-Headers"), "it is there, and empty")

	got = w.ask("GET /api/v1/instance", "")
	assert.Empty(t, got.header.Get("Access-Control-Allow-Origin"), "nobody asked")
	assert.Contains(t, got.header.Get("Vary"), "Origin")
}

func TestCORSByServer(t *testing.T) {
	w := newWorld(t, practice.Options{Quirks: practice.Quirks{NoRevokeCORS: true, NoNodeinfoCORS: true}})
	a := w.register(callback, "read")
	token := a.logIn("alice")
	got := w.ask("POST /oauth/revoke", form("client_id", a.id, "client_secret", a.secret, "token", token).Encode(), "Origin", "null")
	assert.Empty(t, got.header.Get("Access-Control-Allow-Origin"))
	assert.Equal(t, "401 The access token was revoked", w.get("/api/v1/apps/verify_credentials", token).brief(), "it obeys all the same")
	assert.Empty(t, w.preflight("GET", "/nodeinfo/2.0").header.Get("Access-Control-Allow-Origin"))
	assert.Equal(t, "*", w.preflight("GET", "/.well-known/nodeinfo").header.Get("Access-Control-Allow-Origin"))
}
