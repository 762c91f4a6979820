package core_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// asTyped is what practice.Person types at the sign-in.
var asTyped = zoeSignsUp(func(o *core.SignUpOptions) { o.Email, o.Password = "zoe@practice.example", "practice-zoe" })

// The token of a sign-up that nothing uses any more is revoked.
func TestTheTokenOfASignUp(t *testing.T) {
	for name, end := range map[string]func(t *testing.T, w *world){
		"that is given up": func(t *testing.T, w *world) {
			_, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Forget: true})
			require.NoError(t, err)
		},
		"that is given up while the server is down": func(t *testing.T, w *world) {
			w.server.Fail("/oauth/revoke", practice.Status500HTML, 1)
			w.server.Fail("/api/v1/accounts/verify_credentials", practice.Status500HTML, 1)
			_, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Forget: true})
			require.NoError(t, err)
			w.signIn(t, "bob")
		},
		"that another one replaces": func(t *testing.T, w *world) {
			_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(func(o *core.SignUpOptions) { o.Username, o.Email = "yara", "yara@mail.example" }))
			require.NoError(t, err)
		},
		"after a sign-in by hand": func(t *testing.T, w *world) {
			w.confirm(t, "zoe")
			callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "zoe")
			require.NoError(t, err)
			_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			require.NoError(t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
				sent := &tokensSent{Transport: w.host.Transport}
				w.host.Transport = sent
				_, err := core.SignUp(w.ctx, w.host, asTyped)
				require.NoError(t, err)
				token := w.fields(t, "mastoauth:newcomer").Get("access_token")
				require.NotEmpty(t, token)
				sent.tokens = nil
				end(t, w)
				synctest.Wait()
				assert.Contains(t, sent.revoked, token)
				assert.Empty(t, w.left(t, "nobody", token))
			})
		})
	}
}

func TestASignUpThatIsNotStoredLeavesNoToken(t *testing.T) {
	w := newWorld(t, practice.Options{})
	sent := &tokensSent{Transport: w.host.Transport}
	w.host.Transport, w.store.fail = sent, "mastoauth:newcomer"
	_, err := core.SignUp(w.ctx, w.host, asTyped)
	assert.Equal(t, core.CodeStorageFull, core.AsError(err).Code)
	assert.Len(t, sent.revoked, 1)
}

// A session of the same account may have come about in the meantime, with a token of its own.
func TestASignUpThatIsCompletedReplacesASession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, given := newGivenWorld(t)
		_, err := core.SignUp(w.ctx, w.host, asTyped)
		require.NoError(t, err)
		newcomer := w.fields(t, "mastoauth:newcomer")
		w.confirm(t, "zoe")
		callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "zoe")
		require.NoError(t, err)
		w.server.Fail("/oauth/revoke", practice.Status500HTML, 1) // the sign-in ends the sign-up, but its token lives
		_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		require.NoError(t, err)
		require.NoError(t, w.store.Set(w.ctx, "mastoauth:newcomer", newcomer)) // as of a tab that saw it late
		require.NotNil(t, w.completeSignUp(t).Session)
		w.owners(t, given, false)
	})
}

// A renewal of its login keeps what else is stored of a sign-up.
func TestARenewedSignUpKeepsItsName(t *testing.T) {
	host := scriptHost(
		jsonAnswer(200, `{"access_token":"token-2","token_type":"Bearer","scope":"read","expires_in":3600,"refresh_token":"refresh-2"}`),
		jsonAnswer(403, `{"error":"Your login is missing a confirmed e-mail address"}`))
	w := &world{ctx: t.Context(), host: host}
	require.NoError(t, host.Storage.Set(w.ctx, "mastoauth:newcomer", core.Fields{
		{"api_base_url", "https://server.example"}, {"client_id", "id-1"}, {"client_secret", "secret-1"}, {"access_token", "token-1"},
		{"refresh_token", "refresh-1"}, {"expires_at", "1"}, {"scope", "read"}, {"username", "zoe"}, {"domain", "server.example"}, {"email", zoe.Email},
	}))
	for range 2 {
		progress := w.completeSignUp(t)
		require.NotNil(t, progress.Newcomer)
		assert.Equal(t, "zoe@server.example", progress.Newcomer.Handle)
		assert.Equal(t, zoe.Email, progress.Newcomer.Email)
	}
}
