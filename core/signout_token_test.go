// The token of a sign-out that the server did not confirm.

package core_test

import (
	"fmt"
	"maps"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// A sign-out that the server does not confirm leaves no token without an owner: the next sign-in revokes it.
func TestATokenWhoseEndWasNotConfirmedIsRevokedLater(t *testing.T) {
	ends := maps.Clone(doors)
	ends["a login under a key of the page's own"] = func(w *world, id string) (bool, error) {
		if err := w.store.Set(w.ctx, "login", w.fields(t, sessionKey(id))); err != nil {
			return false, err
		}
		if _, err := core.ForgetSession(w.ctx, w.host, core.SessionOptions{ID: id}); err != nil {
			return false, err
		}
		client, err := core.New(w.ctx, w.host, core.Options{AccessTokenKey: "login"})
		if err != nil {
			return false, err
		}
		outcome, err := client.RevokeAccessToken(w.ctx)
		return outcome.Confirmed, err
	}
	for name, end := range ends {
		for _, fault := range []practice.Fault{practice.Status500HTML, practice.Hang} {
			t.Run(fmt.Sprint(name, ", ", fault), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w, given := newGivenWorld(t)
					id := w.signIn(t, "alice").Session.ID
					w.server.Fail("/", fault, 1000)
					confirmed, err := end(w, id)
					require.NoError(t, err)
					assert.False(t, confirmed)
					w.server.Mend()
					assert.Empty(t, w.sessions(t).Sessions)
					w.owners(t, given, true)
					assert.True(t, w.alive(t, given.tokens[0]))
					w.signIn(t, "bob")
					w.owners(t, given, false)
				})
			})
		}
	}
}

// While the session is still there, a sign-in in another tab takes the token for that of the session.
func TestASignInMeanwhileLosesNoToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, given := newGivenWorld(t)
		id := w.signIn(t, "alice").Session.ID
		w.server.Fail("/oauth/revoke", practice.Status500HTML, 1000)
		w.server.Fail("/api/v1/accounts/verify_credentials", practice.Status500HTML, 1000)
		host := w.host
		host.Storage = &pausing{Storage: w.store, before: sessionKey(id), then: func() {
			w.beginSignIn(t, nil)
			synctest.Wait()
		}}
		outcome, err := core.SignOut(w.ctx, host, core.SessionOptions{ID: id})
		require.NoError(t, err)
		assert.False(t, outcome.Confirmed)
		w.server.Mend()
		w.signIn(t, "bob")
		w.owners(t, given, false)
	})
}

// pausing is a store that does something before it deletes a record.
type pausing struct {
	core.Storage
	before string
	then   func()
}

func (p *pausing) Delete(ctx core.Context, key string) error {
	if key == p.before {
		p.then()
	}
	return p.Storage.Delete(ctx, key)
}
