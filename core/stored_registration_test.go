package core_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestOneRegistrationPerServer(t *testing.T) {
	w := newWorld(t, practice.Options{})
	count := func() (registrations int) {
		for _, line := range w.server.Log() {
			if len(line) > 17 && line[:17] == "POST /api/v1/apps" {
				registrations++
			}
		}
		return registrations
	}
	w.beginSignIn(t, nil)
	w.beginSignIn(t, nil)
	assert.Equal(t, 1, count())
	w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"read", "write"} })
	assert.Equal(t, 2, count(), "other scopes are another app")
	w.server.ForgetApps()
	w.signIn(t, "alice")
	assert.Equal(t, 3, count(), "a registration that the server forgot is made anew before the person leaves")
}

func TestADamagedRegistrationIsMadeAnew(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.beginSignIn(t, nil)
	keys, err := w.store.Keys(w.ctx, "mastoauth:app:")
	require.NoError(t, err)
	require.Len(t, keys, 1)
	for _, record := range []core.Fields{nil, {{Name: "client_id", Value: "5"}}, {{Name: "client_secret", Value: "5"}}} {
		require.NoError(t, w.store.Delete(w.ctx, keys[0]))
		require.NoError(t, w.store.Set(w.ctx, keys[0], record))
		w.signIn(t, "alice")
	}
}

func TestAClientTakesOverTheAppOfItsNewToken(t *testing.T) {
	w := newWorld(t, practice.Options{})
	session := w.signIn(t, "alice").Session
	held := w.client(t, core.Options{AccessTokenKey: sessionKey(session.ID)})
	_, err := w.complete(t, "alice", func(o *core.BeginSignInOptions) { o.Scopes, o.Session = []string{"read", "write"}, session.ID })
	require.NoError(t, err) // it belongs to another app
	outcome, err := held.RevokeAccessToken(w.ctx)
	require.NoError(t, err)
	assert.True(t, outcome.Confirmed)
}

func TestPleromaAfterASignOutThatItDidNotHear(t *testing.T) {
	for _, flavour := range []string{"pleroma", "akkoma"} {
		w := newFlavour(t, flavour)
		person := w.server.Person()
		for range 3 {
			callback, err := person.Approve(w.ctx, w.beginSignIn(t, nil).URL, "alice")
			require.NoError(t, err)
			done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			require.NoError(t, err, flavour)
			w.server.Fail("/oauth/revoke", practice.Status500HTML, 1)
			_, err = core.SignOut(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
			require.NoError(t, err)
		}
	}
}

func TestPleromaThatForgotTheApp(t *testing.T) {
	w := newFlavour(t, "pleroma")
	w.beginSignIn(t, nil)
	before := len(w.server.Log())
	w.server.ForgetApps()
	w.host.Transport = answering{w.host.Transport, "/oauth/token", jsonAnswer(400, `{"error":"Invalid credentials"}`)}
	w.beginSignIn(t, nil)
	assert.Contains(t, strings.Join(w.server.Log()[before:], "\n"), "POST /api/v1/apps")
}

// Mitra never says whether it knows an app, and its page for an unknown one has no way back. Whoever begins again gets a new app.
func TestAnAppThatCannotBeChecked(t *testing.T) {
	w := newFlavour(t, "mitra")
	signIn := func() {
		t.Helper()
		_, err := w.complete(t, "alice", nil)
		require.NoError(t, err)
	}
	signIn()
	signIn()
	signIn()
	require.Equal(t, 1, registrations(w), "whoever comes back shows that the app is known")

	w.server.ForgetApps()
	_, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "alice")
	require.Error(t, err, "the person stays at the server")
	signIn()
	require.Equal(t, 2, registrations(w))
	no, err := w.server.Person().Deny(w.ctx, w.beginSignIn(t, nil).URL, "alice")
	require.NoError(t, err)
	_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: no})
	require.Equal(t, core.CodeAccessDenied, core.AsError(err).Code)
	signIn()
	require.Equal(t, 2, registrations(w), "a no shows it too")
}
