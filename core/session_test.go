package core_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestAStoreThatFailsLosesNoSession(t *testing.T) {
	for _, key := range []string{"mastoauth:account:", "mastoauth:session:", "mastoauth:sessions"} {
		t.Run(key, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			before := w.signIn(t, "alice")
			callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "bob")
			require.NoError(t, err)
			w.store.fail = key
			_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			assert.Equal(t, core.CodeStorageFull, core.AsError(err).Code)
			w.store.fail = ""
			assert.Equal(t, before.Session.ID, w.sessions(t).Current)
			assert.Len(t, w.sessions(t).Sessions, 1)
			w.signIn(t, "bob")
			assert.Len(t, w.sessions(t).Sessions, 2)
		})
	}
}

func TestAStoreThatFailsLeavesNoTokenBehind(t *testing.T) {
	for _, person := range []string{"alice", "bob"} {
		for write := 1; write <= 5; write++ {
			t.Run(fmt.Sprint(person, ", write ", write), func(t *testing.T) {
				// Each login has its own token on such a server.
				w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
				w.signIn(t, "alice")
				callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, person)
				require.NoError(t, err)
				w.store.failIn = write
				_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
				if write == 1 || write == 5 { // only another try, or only another tab, would read these
					require.NoError(t, err)
				} else {
					require.Equal(t, core.CodeStorageFull, core.AsError(err).Code)
				}
				records, err := w.store.Keys(w.ctx, "mastoauth:session:")
				require.NoError(t, err)
				sessions := w.sessions(t).Sessions
				assert.Len(t, records, len(sessions), "no token is kept that no session shows")
				assert.Equal(t, "alice", sessions[len(sessions)-1].Account.Username)
				for _, session := range sessions {
					_, err = w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + session.ID}).AccountVerifyCredentials(w.ctx)
					require.NoError(t, err)
				}
				w.signIn(t, person)
				given := 0
				for _, line := range w.server.Log() {
					if strings.Contains(line, "grant_type=authorization_code") {
						given++
					}
					if strings.HasPrefix(line, "POST /oauth/revoke") {
						given--
					}
				}
				assert.Equal(t, len(w.sessions(t).Sessions), given, "every token that is not kept is revoked")
			})
		}
	}
}

func TestAClientFollowsItsLogin(t *testing.T) {
	w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
	session := w.signIn(t, "alice").Session
	held := w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + session.ID})
	_, err := held.Preferences(w.ctx)
	require.NoError(t, err)
	again := w.signIn(t, "alice").Session // the earlier token is revoked
	require.Equal(t, session.ID, again.ID)
	_, err = held.Preferences(w.ctx)
	require.NoError(t, err, "it takes the token that the login has by now")

	held = w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + session.ID})
	w.signIn(t, "alice")
	now, err := w.host.Storage.Get(w.ctx, "mastoauth:session:"+session.ID)
	require.NoError(t, err)
	_, err = held.RevokeAccessToken(w.ctx)
	require.NoError(t, err)
	left := w.client(t, core.Options{APIBaseURL: w.base, AccessToken: now.Text("access_token")})
	_, err = left.Preferences(w.ctx)
	assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code, "the token that the login had is revoked, not the one before")
}
