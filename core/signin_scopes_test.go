package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestScopesWithoutTheOneToSeeWhoItIs(t *testing.T) {
	w := newWorld(t, practice.Options{})
	done, err := w.complete(t, "alice", func(o *core.BeginSignInOptions) { o.Scopes = []string{"write:statuses"} })
	require.NoError(t, err)
	assert.Equal(t, []string{"write:statuses", "read:accounts"}, done.Session.Scopes)
}

func TestScopesThatTheServerDoesNotKnow(t *testing.T) {
	for _, flavour := range []string{"mastodon-4.2", "pixelfed"} {
		w := newFlavour(t, flavour)
		done, err := w.complete(t, "alice", nil)
		require.NoError(t, err)
		_, err = core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{
			Server: w.base, ClientName: "Test app", RedirectURI: redirectURI, Scopes: []string{"read", "profile"}, Session: done.Session.ID,
		})
		assert.Equal(t, core.CodeInvalidScope, core.AsError(err).Code, "%s: nobody is sent there each time anew", flavour)
	}
}

func TestPixelfedIsAskedForScopesThatItKnows(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.host.Transport = answering{w.host.Transport, "/api/v2/instance", jsonAnswer(200, `{"domain":"practice.example","version":"3.5.3 (compatible; Pixelfed 0.12.6)"}`)}
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"read:accounts", "write:statuses"} })
	assert.Contains(t, start.URL, "&scope=read+write&")
}
