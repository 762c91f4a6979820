package practice_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// A server in a folder is complete there, and the host has nothing else.
func TestFolder(t *testing.T) {
	for _, flavour := range []string{"wordpress-ema", "mastodon-4.6"} {
		options, ok := practice.Flavour(flavour)
		require.True(t, ok)
		options.Folder = "/blog"
		w := newWorld(t, options)
		require.Equal(t, "https://practice.example/blog", w.URL())
		alice := w.get("/api/v1/accounts/verify_credentials", w.register(callback, "read").logIn("alice"))
		assert.Equal(t, "alice", alice.text("username"), flavour)
		assert.True(t, strings.HasPrefix(alice.text("url"), w.URL()+"/"), alice.text("url"))
		picture := w.get(strings.TrimPrefix(alice.text("avatar"), w.URL()), "")
		assert.Equal(t, 200, picture.status)
		assert.Equal(t, "practice.example", w.get("/api/v2/instance", "").text("domain"), "the host's name alone")

		page := w.ask("GET /auth/sign_in", "", "Accept", "text/html")
		assert.Contains(t, page.body, ` action="/blog/auth/sign_in"`)
		assert.Contains(t, page.body, ` href="/blog/practice.css"`)
		assert.NotRegexp(t, ` (href|src|action)="/[^b]`, page.body)

		csrf := regexp.MustCompile(`name="authenticity_token" value="([^"]*)"`).FindStringSubmatch(page.body)[1]
		signIn := form("authenticity_token", csrf, "user[email]", "alice@practice.example", "user[password]", "practice-alice").Encode()
		cookie, _, _ := strings.Cut(page.header.Get("Set-Cookie"), ";")
		entered := w.ask("POST /auth/sign_in", signIn, "Cookie", cookie, "Origin", "https://practice.example")
		assert.Equal(t, 302, entered.status, "the origin of its pages has no folder")

		for _, path := range []string{"/api/v2/instance", "/blogs/api/v2/instance", "/", "/blo"} {
			request, err := http.NewRequestWithContext(t.Context(), "GET", "https://practice.example"+path, nil)
			require.NoError(t, err)
			request.Header.Set("Origin", "https://app.example")
			outside, err := w.RoundTripper().RoundTrip(request)
			require.NoError(t, err)
			assert.Equal(t, 404, outside.StatusCode, path)
			assert.Empty(t, outside.Header.Get("Access-Control-Allow-Origin"), path)
			require.NoError(t, outside.Body.Close())
		}
	}
}
