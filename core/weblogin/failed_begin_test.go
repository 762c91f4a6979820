package weblogin

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// longIDs is a server that gives apps an id that no address of its page has room for.
type longIDs struct{ http.RoundTripper }

func (l longIDs) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := l.RoundTripper.RoundTrip(r)
	if err == nil && strings.HasSuffix(r.URL.Path, "/api/v1/apps") {
		body, _ := io.ReadAll(answer.Body)
		body = bytes.Replace(body, []byte(`"client_id":"`), []byte(`"client_id":"`+strings.Repeat("x", 2000)), 1)
		answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		answer.Header.Del("Content-Length")
	}
	return answer, err
}

// Nothing is left of a stranger whose sign-in fails before it has begun, whatever the server answered until then.
func TestAFailedBeginningLeavesNothing(t *testing.T) {
	s := &site{server: practice.New(practice.Options{Quirks: practice.Quirks{NoAppToken: true}})} // so the core notes who leaves
	s.mount(t, Options{Transport: longIDs{s.server.RoundTripper()}})
	for range 3 {
		b := s.browser(t)
		answer := b.post("/login/", "server", "practice.example")
		require.Equal(t, http.StatusBadGateway, answer.StatusCode)
		assert.Contains(t, text(t, answer), "authorize_url_too_long")
		assert.Empty(t, b.cookie())
		assert.Zero(t, s.count(t, "weblogin:"))
	}
	assert.Equal(t, 1, s.count(t, "mastoauth:app:"))
}
