package core_test

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// calls are functions of a client that need a login. Those that send nothing return what they hand out.
var calls = map[string]func(w *world, c *core.Client) (core.Credentials, error){
	"preferences": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.Preferences(w.ctx)
		return core.Credentials{}, err
	},
	"accountVerifyCredentials": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.AccountVerifyCredentials(w.ctx)
		return core.Credentials{}, err
	},
	"appVerifyCredentials": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.AppVerifyCredentials(w.ctx)
		return core.Credentials{}, err
	},
	"oauthUserinfo": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.OAuthUserinfo(w.ctx)
		return core.Credentials{}, err
	},
	"statusPost": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.StatusPost(w.ctx, core.StatusPostOptions{Status: "howdy"})
		return core.Credentials{}, err
	},
	"emailResend": func(w *world, c *core.Client) (core.Credentials, error) {
		return core.Credentials{}, c.EmailResendConfirmation(w.ctx, core.EmailResendConfirmationOptions{})
	},
	"emailCheck": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.EmailCheckConfirmation(w.ctx)
		return core.Credentials{}, err
	},
	"request": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.Request(w.ctx, core.RequestOptions{Path: "/api/v1/preferences"})
		return core.Credentials{}, err
	},
	"instance": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.Instance(w.ctx)
		return core.Credentials{}, err
	},
	"revokeAccessToken": func(w *world, c *core.Client) (core.Credentials, error) {
		_, err := c.RevokeAccessToken(w.ctx)
		return core.Credentials{}, err
	},
	"persistable": func(w *world, c *core.Client) (core.Credentials, error) { return c.PersistableLoginCredentials(w.ctx) },
}

// tokensSent is a Transport that notes which tokens are sent.
type tokensSent struct {
	core.Transport
	mu     sync.Mutex
	tokens []string
	// revoked are those that the server was asked to revoke.
	revoked []string
}

func (s *tokensSent) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	s.mu.Lock()
	for _, token := range []string{strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer "), request.Form.Get("token")} {
		if token != "" {
			s.tokens = append(s.tokens, token)
		}
	}
	if token := request.Form.Get("token"); token != "" {
		s.revoked = append(s.revoked, token)
	}
	s.mu.Unlock()
	return s.Transport.Do(ctx, request)
}

// held returns a client of alice's session that has been used, and a Transport that notes its tokens from now on.
func (w *world) held(t *testing.T, id string) (*core.Client, *tokensSent) {
	t.Helper()
	host, sent := w.host, &tokensSent{Transport: w.host.Transport}
	host.Transport = sent
	client, err := core.New(w.ctx, host, core.Options{AccessTokenKey: sessionKey(id)})
	require.NoError(t, err)
	_, err = client.Preferences(w.ctx)
	require.NoError(t, err)
	sent.tokens = nil
	return client, sent
}

// A client that a page kept is nobody once its login has ended, in whatever way, also where the token still works.
func TestAClientThatWasKeptEndsWithItsLogin(t *testing.T) {
	ends := map[string]func(t *testing.T, w *world, id string){
		"a sign-out that the server did not confirm": func(t *testing.T, w *world, id string) {
			w.server.Fail("/oauth/revoke", practice.Status500HTML, 1)
			w.server.Fail("/api/v1/accounts/verify_credentials", practice.Status500HTML, 1)
			outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: id})
			require.NoError(t, err)
			require.False(t, outcome.Confirmed)
		},
		"forgotten": func(t *testing.T, w *world, id string) {
			_, err := core.ForgetSession(w.ctx, w.host, core.SessionOptions{ID: id})
			require.NoError(t, err)
		},
		"the storage is cleared": func(t *testing.T, w *world, id string) { require.NoError(t, w.store.Delete(w.ctx, sessionKey(id))) },
		"the token is lost":      func(t *testing.T, w *world, id string) { w.put(t, sessionKey(id), "access_token", "") },
		"emptied":                func(t *testing.T, w *world, id string) { require.NoError(t, w.store.Set(w.ctx, sessionKey(id), nil)) },
		"damaged":                func(t *testing.T, w *world, id string) { w.host.Storage.(*brokenStore).damaged[sessionKey(id)] = true },
		"a login of another server": func(t *testing.T, w *world, id string) {
			w.put(t, sessionKey(id), "api_base_url", "https://elsewhere.example")
			w.put(t, sessionKey(id), "access_token", "token of elsewhere")
		},
	}
	for end, happens := range ends {
		for name, call := range calls {
			t.Run(name+" after "+end, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				w.host.Storage = &brokenStore{Storage: w.store, damaged: map[string]bool{}}
				id := w.signIn(t, "alice").Session.ID
				client, sent := w.held(t, id)
				happens(t, w, id)
				for range 2 { // and it stays so
					given, err := call(w, client)
					if end == "damaged" && name == "revokeAccessToken" {
						require.NoError(t, err, "what it still knows, it ends")
						return
					}
					if name != "instance" {
						require.Error(t, err)
						assert.Contains(t, []string{"not_logged_in", "storage_corrupt"}, string(core.AsError(err).Code))
					}
					assert.Empty(t, given)
					assert.Empty(t, sent.tokens)
				}
			})
		}
	}
}

// What a client hands out and sends is what the store has, not its copy.
func TestAClientThatWasKeptHasTheRenewedLogin(t *testing.T) {
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			id := w.signIn(t, "alice").Session.ID
			client, sent := w.held(t, id)
			w.put(t, sessionKey(id), "access_token", "token-2")
			w.put(t, sessionKey(id), "client_id", "id-2")
			w.put(t, sessionKey(id), "client_secret", "secret-2")
			given, _ := call(w, client)
			for _, token := range sent.tokens {
				assert.Equal(t, "token-2", token)
			}
			if name == "persistable" {
				assert.Equal(t, []string{"token-2", "id-2", "secret-2"}, []string{given.AccessToken, given.ClientID, given.ClientSecret})
			}
		})
	}
}

// A call that waits does not go out as somebody who has left meanwhile.
func TestACallThatWaitsForALimitEndsWithItsLogin(t *testing.T) {
	for name, renewed := range map[string]bool{"signed out": false, "renewed": true} {
		for _, first := range []bool{true, false} { // the wait is before the first request, or after a 429
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
					id := w.signIn(t, "alice").Session.ID
					client, sent := w.held(t, id)
					time.Sleep(2 * time.Second) // then limits are read from the store again
					w.server.Fail("/api/v1/preferences", practice.TooManyRequests(time.Now().Add(time.Minute)), 1)
					if first {
						_, err := w.client(t, core.Options{AccessTokenKey: sessionKey(id), RatelimitMethod: core.RatelimitThrow}).Preferences(w.ctx)
						require.Error(t, err)
					}
					failed := make(chan error)
					go func() {
						_, err := client.Preferences(w.ctx)
						failed <- err
					}()
					synctest.Wait()
					sent.tokens = nil
					if renewed {
						w.signIn(t, "alice")
					} else {
						_, err := core.ForgetSession(w.ctx, w.host, core.SessionOptions{ID: id})
						require.NoError(t, err)
					}
					err := <-failed
					if renewed {
						require.NoError(t, err)
						assert.Equal(t, []string{w.tokenOf(t, id)}, sent.tokens)
						return
					}
					assert.Equal(t, core.CodeNotLoggedIn, core.AsError(err).Code)
					assert.Empty(t, sent.tokens)
				})
			})
		}
	}
}

// A login that the store did not take stays with the client, until the store says something else.
func TestALoginThatTheStoreDidNotTake(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, w *world){
		"":          func(*testing.T, *world) {},
		"ended":     func(t *testing.T, w *world) { require.NoError(t, w.store.Delete(w.ctx, "login")) },
		"logged in": func(t *testing.T, w *world) { w.put(t, "login", "access_token", "token-9") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
			w.registered(t, "read")
			client := w.client(t, core.Options{ClientCredentialKey: "app read" + redirectURI, AccessTokenKey: "login"})
			_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: w.begin(t, client)})
			require.NoError(t, err)
			address := w.begin(t, client)
			w.store.fail = "login"
			_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: address})
			assert.Equal(t, core.CodeStorageFull, core.AsError(err).Code)
			w.store.fail = ""
			before := client.Credentials().AccessToken
			change(t, w)
			after, err := client.PersistableLoginCredentials(w.ctx)
			switch name {
			case "ended":
				assert.Equal(t, core.CodeNotLoggedIn, core.AsError(err).Code)
			case "logged in":
				assert.Equal(t, "token-9", after.AccessToken)
			default:
				assert.Equal(t, before, after.AccessToken)
			}
		})
	}
}
