package practice_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// A server in a folder keeps all that it has below it, its pages' links too. What is beside it is another site.
func TestFolder(t *testing.T) {
	w := newWorld(t, practice.Options{Folder: "/blog"})
	require.Equal(t, "https://practice.example/blog", w.URL())
	a := w.register(callback, "read")
	assert.Equal(t, "alice", w.get("/api/v1/accounts/verify_credentials", a.logIn("alice")).text("acct"))
	assert.Equal(t, "https://practice.example/blog/oauth/token", w.get("/.well-known/oauth-authorization-server", "").text("token_endpoint"))
	assert.Contains(t, w.get("/", "").body, `href="/blog/auth/sign_in"`)
	assert.NotContains(t, w.get("/", "").body, `href="/auth/`)

	for _, beside := range []string{"/", "/api/v2/instance", "/blogs/api/v2/instance"} {
		request, err := http.NewRequestWithContext(t.Context(), "GET", "https://practice.example"+beside, nil)
		require.NoError(t, err)
		request.Header.Set("Origin", "https://app.example")
		got, err := w.RoundTripper().RoundTrip(request)
		require.NoError(t, err)
		assert.Equal(t, 404, got.StatusCode, beside)
		assert.Empty(t, got.Header.Get("Access-Control-Allow-Origin"), beside)
	}
}
