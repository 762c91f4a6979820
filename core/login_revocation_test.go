package core_test

import (
	"net/url"
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

// The token of a logout that was not confirmed is being revoked, while the same person logs in again, and the server gives that token again.
// Who logs in by a code waits for the revocation.
func TestALoginAndARevocationOfTheSameToken(t *testing.T) {
	for name, complete := range map[string]func(w *world, client *core.Client, callback string) error{
		"of a callback": func(w *world, client *core.Client, callback string) error {
			_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
			return err
		},
		"that was copied": func(w *world, client *core.Client, callback string) error {
			address, _ := url.Parse(callback)
			_, err := client.LogIn(w.ctx, core.LogInOptions{Code: address.Query().Get("code")})
			return err
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			w.host.Locker = native.NewMemStore()
			_, err := core.CreateApp(w.ctx, w.host, core.CreateAppOptions{
				ClientName: "Bot", APIBaseURL: w.base, RedirectURIs: []string{"https://app.example/callback"}, Scopes: []string{"read"}, ToKey: "app",
			})
			require.NoError(t, err)
			logIn := func() *core.Client {
				client, err := core.New(w.ctx, w.host, core.Options{ClientCredentialKey: "app", AccessTokenKey: "login"})
				require.NoError(t, err)
				request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{Scopes: []string{"read"}})
				require.NoError(t, err)
				callback, err := w.server.Person().Approve(w.ctx, request.URL, "alice")
				require.NoError(t, err)
				synctest.Wait() // if something is to be revoked, that has begun
				require.NoError(t, complete(w, client, callback), name)
				return client
			}
			first := logIn()
			before := first.Credentials().AccessToken
			w.server.Fail("/oauth/revoke", practice.Status500HTML, -1)
			_, err = first.RevokeAccessToken(w.ctx)
			require.NoError(t, err)
			synctest.Wait()
			w.server.Mend()
			fast := w.host.Transport
			w.host.Transport = slowTransport{Transport: fast, path: "/oauth/revoke"}
			again := logIn()
			time.Sleep(time.Minute)
			synctest.Wait()
			assert.NotEqual(t, before, again.Credentials().AccessToken, "%s: the server has revoked the old one first", name)
			_, err = again.AccountVerifyCredentials(w.ctx)
			assert.NoError(t, err, name)
			left, err := w.store.Keys(w.ctx, "mastoauth:unused:")
			require.NoError(t, err)
			assert.Empty(t, left, name)
		})
	}
}

// lockLosing is a store whose lock is lost while a login is under way, to somebody who changes the record with that key.
type lockLosing struct {
	core.Storage
	key string
}

func (s lockLosing) Set(ctx core.Context, key string, fields core.Fields) error {
	if key == s.key {
		return core.LockLost(key)
	}
	return s.Storage.Set(ctx, key, fields)
}

// A login that another one has replaced revokes its token, and does not wait for itself with that.
func TestALoginWhoseLockIsLostRevokesItsToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		w.host.Locker, w.host.Storage = native.NewMemStore(), lockLosing{w.host.Storage, "login"}
		client := w.registered(t, "read")
		request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{RedirectURI: redirectURI, Scopes: []string{"read"}})
		require.NoError(t, err)
		callback, err := w.server.Person().Approve(w.ctx, request.URL, "alice")
		require.NoError(t, err)
		_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback, ToKey: "login"})
		require.Error(t, err)
		revocations := 0
		for _, line := range w.server.Log() {
			if strings.HasPrefix(line, "POST /oauth/revoke") {
				revocations++
			}
		}
		assert.Equal(t, 1, revocations)
	})
}
