package core_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// interrupted does something else, once, before the lock of that name is taken.
type interrupted struct {
	core.Locker
	name string
	do   func()
}

func (i *interrupted) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	if do := i.do; name == i.name && do != nil {
		i.do = nil
		do()
	}
	return f(ctx)
}

func TestASignOutAndASignInOfAnotherTab(t *testing.T) {
	for name, locker := range map[string]core.Locker{"with locks": native.Host(native.NewMemStore()).Locker, "without locks": nil} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
				w.host.Locker = locker
				id := w.signIn(t, "alice").Session.ID
				callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "alice")
				require.NoError(t, err)
				tokens, tab, signedIn := []string{w.tokenOf(t, id)}, w.host, make(chan struct{})
				// The other tab has its answer while the server revokes the token of this one.
				tab.Transport = &onPath{w.host.Transport, "/oauth/revoke", func() {
					go func() {
						defer close(signedIn)
						_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
						assert.NoError(t, err)
						tokens = append(tokens, w.tokenOf(t, id))
					}()
					synctest.Wait()
				}}
				outcome, err := core.SignOut(w.ctx, tab, core.SessionOptions{ID: id})
				require.NoError(t, err)
				assert.True(t, outcome.Confirmed)
				<-signedIn
				require.NotEqual(t, tokens[0], tokens[1])
				assert.False(t, w.alive(t, tokens[0]))
				if locker == nil { // the sign-in came in between: what the sign-out finds in the end is ended
					assert.Empty(t, w.left(t, id, ""))
					assert.False(t, w.alive(t, tokens[1]))
					return
				}
				assert.Len(t, w.sessions(t).Sessions, 1, "the sign-in waited")
				assert.True(t, w.alive(t, tokens[1]))
			})
		})
	}
}

// onPath is a Transport that does something else, once, before a request to one path.
type onPath struct {
	core.Transport
	path    string
	happens func()
}

func (o *onPath) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if happens := o.happens; strings.HasSuffix(request.URL, o.path) && happens != nil {
		o.happens = nil
		happens()
	}
	return o.Transport.Do(ctx, request)
}

func TestAUseOfWhatIsSignedOutMeanwhile(t *testing.T) {
	w := newWorld(t, practice.Options{})
	bob, alice := w.signIn(t, "bob").Session, w.signIn(t, "alice").Session
	tab := w.host
	tab.Locker = &interrupted{w.host.Locker, "mastoauth:sessions", func() {
		_, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: alice.ID})
		require.NoError(t, err)
	}}
	_, err := core.UseSession(w.ctx, tab, core.SessionOptions{ID: alice.ID})
	require.NoError(t, err)
	assert.Equal(t, bob.ID, w.sessions(t).Current)
}

// forgetful fails to return one key, once.
type forgetful struct {
	core.Storage
	key     string
	failure error
}

func (f *forgetful) Get(ctx core.Context, key string) (core.Document, error) {
	if failure := f.failure; key == f.key && failure != nil {
		f.failure = nil
		return nil, failure
	}
	return f.Storage.Get(ctx, key)
}

func TestASignOutWhoseStoreDoesNotAnswer(t *testing.T) {
	for name, failure := range map[string]error{
		"blocked": &core.Error{Kind: core.ErrMastodon, Code: "storage_blocked"}, "called off": context.Canceled, "garbage": core.Corrupt("x"),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			id := w.signIn(t, "alice").Session.ID
			w.host.Storage = &forgetful{w.store, sessionKey(id), failure}
			outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: id})
			if name != "garbage" {
				require.Error(t, err)
				assert.Len(t, w.sessions(t).Sessions, 1, "it can be tried again")
				return
			}
			require.NoError(t, err)
			assert.Equal(t, core.SignOutOutcome{AuthorizedAppsURL: w.base + "/oauth/authorized_applications"}, outcome)
		})
	}
}

func TestASignOutDoesNotWaitForTheServersPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{Quirks: practice.Quirks{NoRevoke: true}})
		id := w.signIn(t, "alice").Session.ID
		w.server.Fail("/api/v1/preferences", practice.TooManyRequests(time.Now().Add(10*time.Minute)), 1)
		_, err := w.client(t, core.Options{AccessTokenKey: sessionKey(id), RatelimitMethod: core.RatelimitThrow}).Preferences(w.ctx)
		require.Error(t, err)
		begun := time.Now()
		outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: id})
		require.NoError(t, err)
		assert.NotEmpty(t, outcome.AuthorizedAppsURL)
		assert.Less(t, time.Since(begun), time.Minute)
	})
}

func TestADamagedIndexLosesNobody(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.signIn(t, "alice")
	w.host.Storage = &forgetful{w.store, "mastoauth:sessions", core.Corrupt("x")}
	assert.Len(t, w.sessions(t).Sessions, 1)
	callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "bob")
	require.NoError(t, err)
	w.host.Storage = &forgetful{w.store, "mastoauth:sessions", core.Corrupt("x")}
	_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	require.NoError(t, err)
	assert.Len(t, w.sessions(t).Sessions, 2)
}

func TestARefusalOfARenewalEndsTheSession(t *testing.T) {
	for name, refusal := range map[string]answer{
		"Pleroma's prose": jsonAnswer(400, `{"error":"Invalid credentials"}`), "an app that was forgotten": jsonAnswer(401, `{"error":"invalid_client"}`),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, _, _ := expiring(t, refusal)
				time.Sleep(2 * time.Hour)
				_, err := client.Preferences(context.Background())
				assert.Equal(t, core.CodeSessionExpired, core.AsError(err).Code)
				assert.Equal(t, core.HealthRevoked, core.HealthOf(err).Health)
			})
		})
	}
}
