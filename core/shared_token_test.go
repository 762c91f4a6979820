package core_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// Mastodon has one token for an app, a person and a set of scopes. These tests end one of several logins that have it.

// copyLogin stores the login of a session once more, as a program does that was given the credentials.
func (w *world) copyLogin(t *testing.T, id, key string) {
	t.Helper()
	credentials, err := w.client(t, core.Options{AccessTokenKey: sessionKey(id)}).PersistableLoginCredentials(w.ctx)
	require.NoError(t, err)
	require.NoError(t, w.host.Storage.Set(w.ctx, key, core.Fields{
		{Name: "api_base_url", Value: credentials.APIBaseURL}, {Name: "client_id", Value: credentials.ClientID},
		{Name: "client_secret", Value: credentials.ClientSecret}, {Name: "access_token", Value: credentials.AccessToken}, {Name: "scope", Value: credentials.Scope},
	}))
}

func (w *world) lives(t *testing.T, key string) bool {
	t.Helper()
	_, err := w.client(t, core.Options{AccessTokenKey: key}).AccountVerifyCredentials(w.ctx)
	return err == nil
}

func TestTheLastLoginEndsTheToken(t *testing.T) {
	for _, other := range []string{"bot", "mastoauth:session:https://elsewhere.example#1", "mastoauth:newcomer"} {
		t.Run(other, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			session := w.signIn(t, "alice").Session
			w.copyLogin(t, session.ID, other)
			outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: session.ID})
			require.NoError(t, err)
			assert.Equal(t, core.SignOutOutcome{InUse: true, AuthorizedAppsURL: w.base + "/oauth/authorized_applications"}, outcome)
			assert.Empty(t, w.sessions(t).Sessions, "the session is over here")
			assert.True(t, w.lives(t, other))
			last, err := w.client(t, core.Options{AccessTokenKey: other}).RevokeAccessToken(w.ctx)
			require.NoError(t, err)
			assert.Equal(t, core.Revocation{Confirmed: true}, last)
			_, revoked := w.tokens()
			assert.Equal(t, 1, revoked)
		})
	}
}

func TestARevocationSparesTheSession(t *testing.T) {
	for name, store := range map[string]func(core.Storage) core.Storage{
		"a store that lists its keys": func(s core.Storage) core.Storage { return s }, "a store that does not": func(s core.Storage) core.Storage { return unlisted{s} },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			session := w.signIn(t, "alice").Session
			w.copyLogin(t, session.ID, "bot")
			w.host.Storage = store(w.store)
			outcome, err := w.client(t, core.Options{AccessTokenKey: "bot"}).RevokeAccessToken(w.ctx)
			require.NoError(t, err)
			assert.Equal(t, core.Revocation{InUse: true}, outcome)
			assert.Equal(t, core.HealthGood, w.healthOf(t, session.ID))
		})
	}
}

func TestAReplacedLoginSparesTheOthers(t *testing.T) {
	for _, keys := range []string{"listed", "not listed"} {
		t.Run(keys, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			session := w.signIn(t, "alice").Session
			w.copyLogin(t, session.ID, "mastoauth:newcomer")
			if keys == "not listed" {
				w.host.Storage = unlisted{w.store}
			}
			_, err := w.complete(t, "alice", func(o *core.BeginSignInOptions) { o.Scopes, o.Session = []string{"read", "write"}, session.ID })
			require.NoError(t, err)
			assert.True(t, w.lives(t, "mastoauth:newcomer"), "the token without write has another holder")
			assert.Equal(t, core.HealthGood, w.healthOf(t, session.ID))
		})
	}
}

// unlisted is a store that cannot list its keys.
type unlisted struct{ core.Storage }

func (unlisted) Keys(core.Context, string) ([]string, error) { return nil, nil }

// Two tabs sign in with the same account at once and get the same token. One of them fails.
func TestALoginThatFailsSparesItsTwin(t *testing.T) {
	w := newWorld(t, practice.Options{})
	bob := w.signIn(t, "bob").Session
	twin := w.approve(t, w.beginSignIn(t, nil).URL)
	w.server.Fail("/api/v1/accounts/verify_credentials", practice.Status500HTML, 1)
	_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: twin})
	require.Equal(t, core.CodeServerError, core.AsError(err).Code, "it is to be tried again")
	_, err = w.complete(t, "alice", func(o *core.BeginSignInOptions) { o.Session = bob.ID })
	require.Equal(t, core.CodeAccountMismatch, core.AsError(err).Code)
	done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: twin})
	require.NoError(t, err)
	assert.Equal(t, core.HealthGood, w.healthOf(t, done.Session.ID))
}

func TestASignOutEndsWhatWasBegunWithTheSameToken(t *testing.T) {
	w := newWorld(t, practice.Options{})
	session := w.signIn(t, "alice").Session
	abandoned := w.approve(t, w.beginSignIn(t, nil).URL)
	w.server.Fail("/api/v1/accounts/verify_credentials", practice.Status500HTML, 1)
	_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: abandoned})
	require.Error(t, err)
	outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: session.ID})
	require.NoError(t, err)
	assert.Equal(t, core.SignOutOutcome{Confirmed: true}, outcome)
}

func TestARecordThatCannotBeReadMayHaveTheToken(t *testing.T) {
	for name, test := range map[string]struct {
		failure error
		revoked int
	}{
		"blocked": {&core.Error{Kind: core.ErrMastodon, Code: "storage_blocked"}, 0}, "garbage": {core.Corrupt("bot"), 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			session := w.signIn(t, "alice").Session
			w.copyLogin(t, session.ID, "bot")
			w.host.Storage = &forgetful{w.store, "bot", test.failure}
			_, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: session.ID})
			require.NoError(t, err)
			_, revoked := w.tokens()
			assert.Equal(t, test.revoked, revoked, name)
		})
	}
}

func TestASignUpThatIsGivenUpSparesTheSession(t *testing.T) {
	w := newWorld(t, practice.Options{})
	session := w.signIn(t, "alice").Session
	w.copyLogin(t, session.ID, "mastoauth:newcomer")
	_, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Forget: true})
	require.NoError(t, err)
	assert.Equal(t, core.HealthGood, w.healthOf(t, session.ID))
	for _, line := range w.server.Log() {
		assert.False(t, strings.HasPrefix(line, "POST /oauth/revoke"), line)
	}
}
